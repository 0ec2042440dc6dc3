package io.xenscribe.mapping;

import java.util.List;

/** The words of the mapping language, for whoever describes it. They are those that the readers go by. */
public final class Grammar {

    private Grammar() {}

    /** Of a mapping's document. */
    public static List<String> documentFields() {
        return MappingReader.FIELDS;
    }

    /** Of a rule, {@code keys} aside. */
    public static List<String> ruleFields() {
        return RuleCompiler.FIELDS;
    }

    /** Of a rule under {@code commit}. */
    public static List<String> commitFields() {
        return RuleCompiler.COMMIT_FIELDS;
    }

    /** Of an entry in a list of mappings. */
    public static List<String> choiceFields() {
        return MappingChoiceReader.FIELDS;
    }

    /** The filters that take no argument. */
    public static List<String> plainFilters() {
        return Filter.NAMES.stream().filter(name -> !name.equals(cut())).toList();
    }

    /** The filter that takes a number. */
    public static String cut() {
        return "cut";
    }

    /** What {@code importance} takes. */
    public static List<String> importances() {
        return Importance.WORDS;
    }

    public static int mostSlots() {
        return RuleCompiler.MOST_SLOTS;
    }
}
