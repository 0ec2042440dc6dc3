package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A pairwise selection of the fault matrix; {@code testbed/faults} runs the whole. */
@NeedsRig
class FaultMatrixTest {

    /** Most of the time is waiting, but a start of the agent wants a processor for itself. */
    private static final int JOBS = 4;

    @TestFactory
    Stream<DynamicTest> endsInTheRightState() throws InterruptedException {
        List<CellResult> results = new FaultRun(JOBS, result -> {}).run(FaultSelection.pairwise(FaultCell.all()));
        return results.stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.cell().toString(), () -> result.failure().ifPresent(Assertions::fail)));
    }

    @Test
    void theSelectionHasEveryVariantAndStaysSmall() {
        List<FaultCell> selection = FaultSelection.pairwise(FaultCell.all());
        List<String> names = selection.stream().map(cell -> cell.fault().name()).toList();
        for (Fault fault : Fault.all()) {
            if (!fault.family().startsWith("fail ")) {
                assertThat(names).contains(fault.name());
            }
        }
        assertThat(selection).hasSizeLessThan(60).doesNotHaveDuplicates();
    }
}
