package io.xenscribe.mapping;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the elements of one scope their numbers. */
final class SlotNumbers {

    private static final int NONE = -1;

    private SlotNumbers() {}

    /**
     * The first element gets 0, because consumers take the lowest as the main one; every other keeps the number it had.
     * One that had to give up 0 gets the lowest free number before those that are new.
     *
     * @param elements all different, in list order, no more than {@code slots}
     * @param held the numbers so far; what is not a number below {@code slots}, or is given twice, counts as none
     * @return in list order
     */
    static Map<String, Integer> assign(List<String> elements, Map<String, Integer> held, int slots) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        BitSet taken = new BitSet(slots);
        @Nullable String displaced = null;
        for (int i = 0; i < elements.size(); i++) {
            String element = elements.get(i);
            int number = i == 0 ? 0 : held.getOrDefault(element, NONE);
            if (number == 0 && i > 0 && displaced == null) {
                displaced = element;
            }
            boolean usable = number >= 0 && number < slots && !taken.get(number);
            numbers.put(element, usable ? number : NONE);
            if (usable) {
                taken.set(number);
            }
        }
        if (displaced != null) {
            lowestFree(displaced, numbers, taken);
        }
        for (String element : elements) {
            if (numbers.getOrDefault(element, NONE) < 0) {
                lowestFree(element, numbers, taken);
            }
        }
        return numbers;
    }

    private static void lowestFree(String element, Map<String, Integer> numbers, BitSet taken) {
        int free = taken.nextClearBit(0);
        taken.set(free);
        numbers.put(element, free);
    }
}
