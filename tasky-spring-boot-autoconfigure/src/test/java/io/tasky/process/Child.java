package io.tasky.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A program that does what its arguments say, one after the other, for tests that need a process. */
final class Child {

    private Child() {}

    /** The command that starts it in a virtual machine of its own. */
    static List<String> doing(String... steps) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                Child.class.getName());
        return Stream.concat(java, Stream.of(steps)).toList();
    }

    public static void main(String[] steps) throws Exception {
        for (String step : steps) {
            String[] parts = step.split(":", 2);
            take(parts[0], parts.length == 1 ? "" : parts[1]);
        }
    }

    private static void take(String step, String argument) throws Exception {
        switch (step) {
            case "out" -> System.out.println(argument);
            case "err" -> System.err.println(argument);
            case "env" -> System.out.println(System.getenv(argument));
            case "dir" -> System.out.println(Path.of("").toAbsolutePath());
            case "many" -> writeMany(Integer.parseInt(argument));
            case "errors" -> writeErrors(Integer.parseInt(argument));
            case "read" -> readAll();
            case "spawn" -> spawn(argument);
            case "polite" -> atTheEnd(() -> Runtime.getRuntime().halt(0));
            case "stubborn" -> atTheEnd(Child::hang);
            case "hang" -> hang();
            case "exit" -> System.exit(Integer.parseInt(argument));
            default -> throw new IllegalArgumentException(step);
        }
    }

    private static void writeMany(int lines) {
        for (int line = 1; line <= lines; line++) {
            System.out.println("line " + line);
        }
    }

    private static void writeErrors(int lines) {
        for (int line = 1; line <= lines; line++) {
            System.err.println("error " + line);
        }
    }

    private static void readAll() throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String line = input.readLine();
        while (line != null) {
            System.out.println("got " + line);
            line = input.readLine();
        }
        System.out.println("end");
    }

    /** Starts another one, which writes to the same output, and tells its id. */
    private static void spawn(String steps) throws IOException {
        Process child = new ProcessBuilder(doing(steps.split(","))).inheritIO().start();
        System.out.println("child " + child.pid());
    }

    private static void atTheEnd(Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(work));
    }

    private static void hang() {
        System.out.println("hanging");
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ex) {
                System.out.println("interrupted");
            }
        }
    }
}
