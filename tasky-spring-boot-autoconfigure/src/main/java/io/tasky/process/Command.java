package io.tasky.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is started. Immutable.
 *
 * @param words the program and its arguments
 * @param environment variables beside those of this process
 * @param directory where it is started, or null for the directory of this process
 * @param charset how texts are written to it and read from it
 */
record Command(
        List<String> words,
        Map<String, String> environment,
        @Nullable Path directory,
        Charset charset) {

    Command {
        if (words.isEmpty() || words.get(0).isBlank()) {
            throw new IllegalArgumentException("A command without a program: " + words + ". Name a program first.");
        }
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    String program() {
        return words.get(0);
    }

    Command and(String argument) {
        List<String> longer = new ArrayList<>(words);
        longer.add(argument);
        return new Command(longer, environment, directory, charset);
    }

    Command with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Command(words, more, directory, charset);
    }

    Command in(Path otherDirectory) {
        return new Command(words, environment, otherDirectory, charset);
    }

    Command in(Charset otherCharset) {
        return new Command(words, environment, directory, otherCharset);
    }

    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return builder.start();
    }
}
