package dev.tercet.server.door.lsp.language;

import java.nio.file.Path;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file's text, as the editor has it or as it lies on disk. Immutable; two of the
 * same file are equal only when they are the same version.
 *
 * @param uri as the client spells it
 * @param path null for what is no file
 * @param language as the client says it, empty for one on disk
 * @param version null for one on disk
 */
record Document(
    String uri, @Nullable Path path, String language, @Nullable Integer version, Text text) {

  String value() {
    return text.value();
  }

  Range range(int start, int end) {
    return text.range(start, end);
  }

  /** The range that was found in this very text. */
  Range range(dev.tercet.server.template.Range range) {
    return text.range(range.start().offset(), range.end().offset());
  }

  Document with(int next, Text changed) {
    return new Document(uri, path, language, next, changed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
