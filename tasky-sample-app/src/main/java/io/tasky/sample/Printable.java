package io.tasky.sample;

/** Makes text that comes from outside safe for one line of a log. */
final class Printable {

    private Printable() {}

    /** Escapes what could break a line, hide text or turn its direction. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(String.format("\\u{%x}", c));
            }
        });
        return safe.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
