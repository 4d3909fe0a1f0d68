package io.tasky.testing;

/**
 * How often a race is repeated in one pass. A build has half a minute for all races together, so that it does a quarter of the
 * rounds of the longest; the repetitions of the profile {@code race} do all. Without state, so thread-safe.
 */
public final class Rounds {

    private static final String ALL = "tasky.race.all";

    private static final int PART = 4;

    private Rounds() {}

    /**
     * The rounds of this pass.
     *
     * @param all how many there are
     * @return all of them, or a quarter
     */
    public static int of(int all) {
        return Boolean.getBoolean(ALL) ? all : all / PART;
    }

    /** From now on, in this virtual machine, races do all their rounds. */
    static void doAll() {
        System.setProperty(ALL, "true");
    }
}
