package io.tasky.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A folder with everything in it that breaks programs which read files. */
final class HostileFolder implements FileOpener {

    static final long HUGE = 200L * 1024 * 1024;

    /** Names as escaped bytes. */
    static final List<String> NAMES = List.of(
            "line%0Abreak.txt",
            "%1B%5B31mred.txt",
            "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.txt",
            "%E6%97%A5%E6%9C%AC%F0%9F%98%80.txt",
            "%E2%80%AEtxt.exe.txt",
            "not-utf8-%FF%FE.txt",
            "%20-rf%20%7B%7D%25s%5Cu000a.txt",
            "l".repeat(246) + ".txt");

    private static final String TEXT = "hostile but harmless";

    private final Path folder;

    private final AtomicBoolean locked = new AtomicBoolean(true);

    HostileFolder(Path folder) throws IOException {
        this.folder = folder;
        for (String name : NAMES) {
            Files.writeString(SampleFolder.named(folder, name), TEXT);
        }
        for (String name : List.of("locked.txt", "vanishing.txt", "broken.txt", "endless.txt")) {
            Files.writeString(folder.resolve(name), TEXT);
        }
        Files.createFile(folder.resolve("empty.txt"));
        Files.write(folder.resolve("binary.bin"), new byte[] {'a', 0, 'b'});
        Files.createSymbolicLink(folder.resolve("dangling.txt"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createDirectory(folder.resolve("folder.txt"));
        try (RandomAccessFile huge =
                new RandomAccessFile(folder.resolve("huge.txt").toFile(), "rw")) {
            huge.setLength(HUGE);
        }
    }

    /** Lets {@code locked.txt} be read, and writes it anew, as who unlocks a file to change it does. */
    void unlock() throws IOException {
        locked.set(false);
        Files.writeString(folder.resolve("locked.txt"), TEXT + ", unlocked");
    }

    @Override
    public InputStream open(Path path) throws IOException {
        switch (path.getFileName().toString()) {
            case "locked.txt" -> {
                if (locked.get()) {
                    throw new AccessDeniedException(path.toString());
                }
            }
            case "vanishing.txt" -> Files.delete(path);
            case "broken.txt" -> throw new IOException("Input/output error");
            case "endless.txt" -> {
                return new EndlessStream();
            }
            default -> {}
        }
        return Files.newInputStream(path);
    }

    private static final class EndlessStream extends InputStream {

        @Override
        public int read() {
            return 'x';
        }
    }
}
