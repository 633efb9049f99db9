package dev.tercet.server.reference;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.tercet.protocol.WireSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the sources of the protocol say about its types, parts and methods, as Markdown. */
final class Javadocs implements WireSchema.Words {

  /** By {@code Type}, {@code Type#part} and, for methods, {@code Type#name()}. */
  private final Map<String, String> texts = new TreeMap<>();

  private Javadocs() {}

  static Javadocs read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    Javadocs javadocs = new Javadocs();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        javadocs.new Scanner(trees).scan(unit, null);
      }
    }
    return javadocs;
  }

  @Override
  public Optional<String> of(Class<?> type) {
    Optional<String> text = Optional.ofNullable(texts.get(WireSchema.name(type)));
    if (!type.isEnum()) {
      return text;
    }
    String constants = constants(type);
    return constants.isEmpty()
        ? text
        : Optional.of(text.map(own -> own + "\n\n").orElse("") + constants);
  }

  /** Those constants of an enum that say more than their name, as a list. */
  private String constants(Class<?> type) {
    List<String> names = WireSchema.constants(type);
    Object[] constants = type.getEnumConstants();
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < constants.length; i++) {
      String name = names.get(i);
      of(type, ((Enum<?>) constants[i]).name())
          .ifPresent(text -> list.append("- `%s`: %s\n".formatted(name, text)));
    }
    return list.toString().stripTrailing();
  }

  @Override
  public Optional<String> of(Class<?> type, String part) {
    return Optional.ofNullable(texts.get(WireSchema.name(type) + "#" + part));
  }

  Optional<String> ofMethod(Class<?> type, String method) {
    return of(type, method + "()");
  }

  private final class Scanner extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private final Deque<String> outer = new ArrayDeque<>();

    Scanner(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      String name = String.join("", outer.reversed()) + tree.getSimpleName();
      DocCommentTree comment = comment();
      if (comment != null) {
        put(name, comment.getFullBody());
        for (DocTree tag : comment.getBlockTags()) {
          if (tag instanceof ParamTree param) {
            put(name + "#" + param.getName(), param.getDescription());
          }
        }
      }
      outer.push(tree.getSimpleName().toString());
      super.visitClass(tree, nothing);
      outer.pop();
      return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      member(tree.getName() + "()");
      return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void nothing) {
      member(tree.getName().toString());
      return null;
    }

    private void member(String name) {
      DocCommentTree comment = comment();
      if (comment != null && !outer.isEmpty()) {
        put(String.join("", outer.reversed()) + "#" + name, comment.getFullBody());
      }
    }

    private DocCommentTree comment() {
      TreePath path = getCurrentPath();
      return path == null ? null : trees.getDocCommentTree(path);
    }

    private void put(String key, List<? extends DocTree> parts) {
      String text = markdown(parts);
      if (!text.isEmpty()) {
        texts.put(key, text);
      }
    }
  }

  private static String markdown(List<? extends DocTree> parts) {
    String text = parts.stream().map(Javadocs::markdown).collect(Collectors.joining());
    return Stream.of(text.split("\\s*\u2029\\s*"))
        .map(paragraph -> paragraph.replaceAll("\\s+", " ").strip())
        .filter(paragraph -> !paragraph.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  private static String markdown(DocTree part) {
    return switch (part) {
      case TextTree text -> text.getBody();
      case LiteralTree code -> "`" + code.getBody().getBody() + "`";
      case LinkTree link ->
          link.getLabel().isEmpty()
              ? "`" + shown(link.getReference().getSignature()) + "`"
              : link.getLabel().stream().map(Javadocs::markdown).collect(Collectors.joining());
      case EntityTree entity -> "&" + entity.getName() + ";";
      case StartElementTree element -> element.getName().contentEquals("p") ? "\u2029" : "";
      case EndElementTree _ -> "";
      default -> throw new IllegalArgumentException("no Markdown is known for " + part);
    };
  }

  /** A constant of our errors by its number's name, a type by its name. */
  private static String shown(String signature) {
    int hash = signature.indexOf('#');
    return hash < 0
        ? signature
        : signature.substring(hash + 1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
