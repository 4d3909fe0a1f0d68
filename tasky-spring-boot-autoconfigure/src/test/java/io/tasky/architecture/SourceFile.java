package io.tasky.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Java file and its text. The compiler's own parser tells where its methods begin and end. Immutable.
 *
 * @param name the file's name
 * @param text its text
 */
record SourceFile(String name, String text) {

    static final int MAX_LINES = 250;

    static final int MAX_METHOD_LINES = 30;

    private static final Pattern OF_THREADS =
            Pattern.compile("\\bthread|immutable|guard|stateless|without\\s+state", Pattern.CASE_INSENSITIVE);

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all files: to make it takes longer than to parse one. */
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    static List<SourceFile> under(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .map(path -> read(folder, path))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static SourceFile read(Path folder, Path path) {
        try {
            return new SourceFile(folder.relativize(path).toString(), Files.readString(path));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** What is too long, each with its length. */
    Stream<String> tooLong() {
        long lines = text.lines().count();
        Stream<String> file = lines > MAX_LINES ? Stream.of(name + " has " + lines + " lines") : Stream.empty();
        return Stream.concat(file, methodsTooLong());
    }

    private Stream<String> methodsTooLong() {
        return methods().stream()
                .filter(method -> method.lines() > MAX_METHOD_LINES)
                .map(method -> name + ": " + method.name() + " has " + method.lines() + " lines");
    }

    /** Its methods and constructors with a body, without their Javadoc. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        parse((unit, trees) -> new Collector(unit, trees.getSourcePositions(), methods).scan(unit, null));
        return methods;
    }

    /** Its outer types whose Javadoc does not say whether threads may share them; an annotation need not. */
    Stream<String> silentOnThreads() {
        List<String> silent = new ArrayList<>();
        parse((unit, trees) -> {
            for (Tree type : unit.getTypeDecls()) {
                String doc = trees.getDocComment(TreePath.getPath(unit, type));
                if (type.getKind() != Tree.Kind.ANNOTATION_TYPE
                        && (doc == null || !OF_THREADS.matcher(doc).find())) {
                    silent.add(name);
                }
            }
        });
        return silent.stream();
    }

    private void parse(BiConsumer<CompilationUnitTree, Trees> visitor) {
        JavacTask task = (JavacTask)
                COMPILER.getTask(null, FILES, null, List.of("-proc:none"), null, List.of(new InMemory(text)));
        try {
            task.parse().forEach(unit -> visitor.accept(unit, Trees.instance(task)));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A method's length.
     *
     * @param name its name
     * @param lines from its first annotation or modifier to its closing brace
     */
    record Method(String name, long lines) {}

    /** Looks at every method of a file. */
    private static final class Collector extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;

        private final SourcePositions positions;

        private final List<Method> methods;

        Collector(CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
            this.unit = unit;
            this.positions = positions;
            this.methods = methods;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            if (method.getBody() != null) {
                long first = line(positions.getStartPosition(unit, method));
                long last = line(positions.getEndPosition(unit, method));
                methods.add(new Method(method.getName().toString(), last - first + 1));
            }
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    /** Hands a text to the compiler. */
    private static final class InMemory extends SimpleJavaFileObject {

        private final String text;

        InMemory(String text) {
            super(URI.create("memory:///Source.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
