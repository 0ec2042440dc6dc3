package io.xenscribe.plugin.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A=plain                |plain",
                "A=plain words          |plain",
                "A=\"two words\"        |two words",
                "A='two words'          |two words",
                "A='a\"b\\c'            |a\"b\\c",
                "A=\"a\\\"b\\\\c\\$d\\`e\" |a\"b\\c$d`e",
                "A=\"a\\nb\"            |a\\nb",
                "A=a\\ b                |a b",
                "A=\"a\"'b'c            |abc",
                "A=\"not closed         |not closed",
                "A=a#b                  |a#b",
                "A=a # comment          |a",
                "A=1=2                  |1=2",
            })
    void readsAValueAsAShellDoes(String line, String value) {
        assertThat(new Assignments(line).value("A")).hasValue(value);
    }

    @Test
    void theLastOneCounts() {
        assertThat(new Assignments("A=1\r\nA=2\r\n").value("A")).hasValue("2");
    }

    @Test
    void whatIsEmptyOrNoAssignmentIsAbsent() {
        Assignments assignments = new Assignments("#A=1\nB=\nC=\"  \"\n=1\nD\n\n");

        assertThat(assignments.value("A")).isEmpty();
        assertThat(assignments.value("#A")).isEmpty();
        assertThat(assignments.value("B")).isEmpty();
        assertThat(assignments.value("C")).isEmpty();
        assertThat(assignments.value("D")).isEmpty();
        assertThat(assignments.value("")).isEmpty();
    }
}
