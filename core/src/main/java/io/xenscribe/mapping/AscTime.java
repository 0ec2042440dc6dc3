package io.xenscribe.mapping;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A time in the layout of asctime(3) in the C locale, as other agents write it. */
final class AscTime {

    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private AscTime() {}

    static String of(Instant time, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        StringBuilder text = new StringBuilder(24);
        name(DAYS, local.getDayOfWeek().getValue(), text).append(' ');
        name(MONTHS, local.getMonthValue(), text).append(' ');
        two(local.getDayOfMonth(), ' ', text).append(' ');
        two(local.getHour(), '0', text).append(':');
        two(local.getMinute(), '0', text).append(':');
        two(local.getSecond(), '0', text).append(' ');
        return text.append(local.getYear()).toString();
    }

    private static StringBuilder name(String names, int number, StringBuilder text) {
        return text.append(names, 3 * number - 3, 3 * number);
    }

    private static StringBuilder two(int number, char pad, StringBuilder text) {
        return number < 10 ? text.append(pad).append(number) : text.append(number);
    }
}
