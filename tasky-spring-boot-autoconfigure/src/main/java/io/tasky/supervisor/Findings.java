package io.tasky.supervisor;

import java.util.ArrayList;
import java.util.List;

/** Some of what was found, and how much more there was. For one thread. */
final class Findings {

    /** An operator reads no more, and an answer stays small. */
    private static final int MOST = 10;

    private final List<String> texts = new ArrayList<>();

    private int others;

    void add(String text) {
        if (texts.size() == MOST) {
            others++;
        } else {
            texts.add(text);
        }
    }

    List<String> texts() {
        List<String> all = new ArrayList<>(texts);
        if (others > 0) {
            all.add("and " + others + " more");
        }
        return all;
    }
}
