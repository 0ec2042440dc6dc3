package io.xenscribe.mapping;

/** Conditions as people read them. */
final class Conditions {

    private Conditions() {}

    /** As the mapping could have it. */
    static String text(Condition condition) {
        return switch (condition) {
            case Condition.Given given ->
                (given.wanted() ? "" : "not ") + given.operand().name();
            case Condition.Same same ->
                same.left().name()
                        + (same.wanted() ? " == " : " != ")
                        + same.right().name();
        };
    }

    /** Why it does not hold, as a sentence without a full stop. */
    static String failure(Condition condition, Frame frame, FactReport report) {
        return switch (condition) {
            case Condition.Given given ->
                "'" + text(condition) + "' does not hold: " + state(given.operand(), frame, report);
            case Condition.Same same -> {
                String right = same.right() instanceof Operand.Quoted ? "" : ", " + state(same.right(), frame, report);
                yield "'" + text(condition) + "' does not hold: " + state(same.left(), frame, report) + right;
            }
        };
    }

    /** {@code nic.mac is absent: this machine has none}. */
    static String state(Operand operand, Frame frame, FactReport report) {
        Object value = operand.resolve(frame);
        if (value != null) {
            return operand.name() + " is " + FactReport.text(value);
        }
        String why = report.absence(operand, frame);
        return operand.name() + " is absent" + (why.isEmpty() ? "" : ": " + why);
    }
}
