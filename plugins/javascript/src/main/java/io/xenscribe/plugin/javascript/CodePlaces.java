package io.xenscribe.plugin.javascript;

import org.graalvm.polyglot.SourceSection;

/** Where things are in a script's code, which begins on the second line of what the engine reads. */
final class CodePlaces {

    private final int lines;
    private final int lastColumn;

    CodePlaces(String code) {
        int count = 1;
        int start = 0;
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) == '\n') {
                count++;
                start = i + 1;
            }
        }
        lines = count;
        lastColumn = code.length() - start + 1;
    }

    /** Whether the engine found the end of the code where it wanted more. */
    boolean isBehind(SourceSection section) {
        return section.getStartLine() - 1 > lines;
    }

    /** Whether it is the place just behind the code. */
    boolean isEnd(int line, int column) {
        return line == lines && column == lastColumn;
    }

    int line(SourceSection section) {
        return Math.clamp(section.getStartLine() - 1, 1, lines);
    }

    int column(SourceSection section) {
        if (isBehind(section)) {
            return lastColumn;
        }
        return section.getStartLine() > 1 ? section.getStartColumn() : 1;
    }
}
