package dev.huiyuan.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Rules that only the sources show: sizes, and the documentation of settings. */
final class SourceRules {
    static final int MAX_FILE_LINES = 400;
    static final int MAX_METHOD_LINES = 40;

    private SourceRules() {}

    /** The Java files below a folder. */
    static List<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What source files, by name, have too much of, or too little. */
    static List<String> violations(Map<String, String> sources) {
        List<String> found = new ArrayList<>();
        List<Source> files = new ArrayList<>();
        sources.forEach((name, text) -> {
            long lines = text.lines().count();
            if (lines > MAX_FILE_LINES) found.add(name + " has " + lines + " lines");
            files.add(new Source(name, text));
        });
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, diagnostic -> {}, List.of(), null, files);
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, DocTrees.instance(task), found).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final String name;
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<String> found;
        private boolean inSettings;

        private Scanner(CompilationUnitTree unit, DocTrees trees, List<String> found) {
            this.name = unit.getSourceFile().getName().replaceFirst("^/", "");
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            boolean outer = inSettings;
            inSettings |= type.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().endsWith("ConfigMapping"));
            super.visitClass(type, null);
            inSettings = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            // Its annotations document it and do not count.
            long lines =
                    method.getBody() == null ? 1 : line(method.getBody(), true) - line(method.getBody(), false) + 1;
            if (lines > MAX_METHOD_LINES) found.add(name + ": " + method.getName() + " has " + lines + " lines");
            if (inSettings && trees.getDocComment(getCurrentPath()) == null) {
                found.add(name + ": the setting " + method.getName() + " says not what it does");
            }
            return super.visitMethod(method, null);
        }

        private long line(Tree tree, boolean end) {
            long position = end
                    ? trees.getSourcePositions().getEndPosition(unit, tree)
                    : trees.getSourcePositions().getStartPosition(unit, tree);
            return Objects.requireNonNull(unit.getLineMap()).getLineNumber(position);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String name, String text) {
            super(URI.create("string:///" + name.replace('\\', '/')), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
