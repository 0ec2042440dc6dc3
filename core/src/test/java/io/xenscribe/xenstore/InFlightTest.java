package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After years the ids of requests begin anew. */
class InFlightTest {

    private static Call call(Operation operation) {
        return new Call(operation, DaemonTree.OUTSIDE, "x", new byte[0]);
    }

    private static Message answer(Call call) {
        return new Message(call.operation().code(), call.id, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE - 2, -3})
    void idsGoRoundWithoutZeroAndWithoutMixingUpAnswers(int last) {
        InFlight inFlight = new InFlight(10, last);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Call call = call(Operation.READ);
            inFlight.add(call);
            calls.add(call);
        }
        assertThat(inFlight.full()).isTrue();
        assertThat(calls).extracting(call -> call.id).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(inFlight.oldest()).isSameAs(calls.getFirst());
        for (int i = 9; i >= 0; i--) {
            assertThat(inFlight.asking(answer(calls.get(i)))).isSameAs(calls.get(i));
            inFlight.remove(calls.get(i));
            assertThat(inFlight.asking(answer(calls.get(i)))).isNull();
        }
    }

    @Test
    void anAnswerWithoutIdIsForTheWatchThatWaitsLongest() {
        InFlight inFlight = new InFlight(10, -2);
        Call first = call(Operation.WATCH);
        Call second = call(Operation.WATCH);
        inFlight.add(call(Operation.READ));
        inFlight.add(first);
        inFlight.add(second);
        assertThat(second.id).isEqualTo(2);
        assertThat(inFlight.asking(new Message(Operation.WATCH.code(), 0, new byte[0])))
                .isSameAs(first);
    }
}
