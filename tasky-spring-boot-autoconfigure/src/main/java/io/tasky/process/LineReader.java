package io.tasky.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines, which end with a line feed, a carriage return or both. A longer line than anybody wants comes in pieces, so
 * that an output without line ends does not fill the memory. Used by one thread.
 */
final class LineReader {

    static final int LONGEST = 16_384;

    private final BufferedReader reader;

    /** Whether the last line ended with a carriage return, to which a line feed may belong. */
    private boolean afterReturn;

    /** Whether the last piece was cut off, after which its line may end. */
    private boolean afterCut;

    LineReader(Reader reader) {
        this.reader = new BufferedReader(reader);
    }

    /** The next line, or null at the end. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int character = first();
        while (character >= 0) {
            if (character == '\n' || character == '\r') {
                afterReturn = character == '\r';
                return line.toString();
            }
            line.append((char) character);
            if (line.length() >= LONGEST && !Character.isHighSurrogate((char) character)) {
                afterCut = true;
                return line.toString();
            }
            character = reader.read();
        }
        return line.isEmpty() ? null : line.toString();
    }

    /** The first character of the next line: leaves out what is left of the end of the line before. */
    private int first() throws IOException {
        int character = reader.read();
        if (afterCut && (character == '\n' || character == '\r')) {
            afterReturn = character == '\r';
            character = reader.read();
        }
        if (afterReturn && character == '\n') {
            character = reader.read();
        }
        afterReturn = false;
        afterCut = false;
        return character;
    }
}
