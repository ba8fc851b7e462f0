package dev.exodus.schemas.events;

/**
 * Reads RFC 3339 times from a parse buffer without allocating. Fractions beyond milliseconds are
 * cut off; leap seconds are refused, since no epoch time can hold them.
 */
final class Rfc3339 {
    /** What {@link #parse} returns for anything that is no time. */
    static final long INVALID = Long.MIN_VALUE;

    private static final int SHORTEST = "2014-02-22T18:30:00Z".length();
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Rfc3339() {}

    /** Epoch milliseconds, or {@link #INVALID}. */
    static long parse(char[] c, int at, int length) {
        if (length < SHORTEST
                || c[at + 4] != '-'
                || c[at + 7] != '-'
                || (c[at + 10] | 0x20) != 't'
                || c[at + 13] != ':'
                || c[at + 16] != ':') {
            return INVALID;
        }
        int year = two(c, at) < 0 || two(c, at + 2) < 0 ? -1 : two(c, at) * 100 + two(c, at + 2);
        int month = two(c, at + 5);
        int day = two(c, at + 8);
        int hour = two(c, at + 11);
        int minute = two(c, at + 14);
        int second = two(c, at + 17);
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysOf(month, year)
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59) {
            return INVALID;
        }
        long seconds = ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
        return withFractionAndZone(c, at + 19, at + length, seconds * 1000);
    }

    private static long withFractionAndZone(char[] c, int at, int end, long millis) {
        int i = at;
        long time = millis;
        if (c[i] == '.') {
            int first = ++i;
            for (int unit = 100; i < end && c[i] >= '0' && c[i] <= '9'; i++, unit /= 10) {
                time += (long) (c[i] - '0') * unit;
            }
            if (i == first || i == end) {
                return INVALID;
            }
        }
        if ((c[i] | 0x20) == 'z') {
            return i + 1 == end ? time : INVALID;
        }
        if ((c[i] != '+' && c[i] != '-') || i + 6 != end || c[i + 3] != ':') {
            return INVALID;
        }
        int hours = two(c, i + 1);
        int minutes = two(c, i + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return INVALID;
        }
        long offset = (hours * 60L + minutes) * 60_000;
        return c[i] == '+' ? time - offset : time + offset;
    }

    private static int two(char[] c, int at) {
        int tens = c[at] - '0';
        int ones = c[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int daysOf(int month, int year) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, years counted from March. */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
