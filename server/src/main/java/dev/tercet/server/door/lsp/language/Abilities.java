package dev.tercet.server.door.lsp.language;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * What a client can do, as far as it changes what we do.
 *
 * @param pulls asks for diagnostics itself, and again when it is told that they are others: only
 *     then are none pushed, because a task goes on while nobody types
 * @param asks understands {@code tercet/ask}, our request for a line of text or a choice
 * @param nests takes symbols within symbols
 */
record Abilities(
    Encoding encoding,
    boolean pulls,
    boolean refreshesLenses,
    boolean showsDocuments,
    boolean showsProgress,
    boolean versionsEdits,
    boolean registersWatchers,
    boolean asks,
    boolean nests,
    boolean snippets) {

  static Abilities of(@Nullable ClientCapabilities capabilities) {
    ClientCapabilities client = capabilities == null ? new ClientCapabilities() : capabilities;
    Optional<TextDocumentClientCapabilities> text = Optional.ofNullable(client.getTextDocument());
    Optional<WorkspaceClientCapabilities> workspace = Optional.ofNullable(client.getWorkspace());
    Optional<WindowClientCapabilities> window = Optional.ofNullable(client.getWindow());
    return new Abilities(
        Encoding.agreed(
            client.getGeneral() == null ? null : client.getGeneral().getPositionEncodings()),
        text.map(TextDocumentClientCapabilities::getDiagnostic).isPresent()
            && is(
                workspace.map(WorkspaceClientCapabilities::getDiagnostics),
                diagnostics -> diagnostics.getRefreshSupport()),
        is(workspace.map(WorkspaceClientCapabilities::getCodeLens), l -> l.getRefreshSupport()),
        is(window.map(WindowClientCapabilities::getShowDocument), d -> d.isSupport()),
        is(window, WindowClientCapabilities::getWorkDoneProgress),
        is(
            workspace.map(WorkspaceClientCapabilities::getWorkspaceEdit),
            edit -> edit.getDocumentChanges()),
        is(
            workspace.map(WorkspaceClientCapabilities::getDidChangeWatchedFiles),
            watching -> watching.getDynamicRegistration()),
        asks(client.getExperimental()),
        is(
            text.map(TextDocumentClientCapabilities::getDocumentSymbol),
            symbols -> symbols.getHierarchicalDocumentSymbolSupport()),
        is(
            text.map(TextDocumentClientCapabilities::getCompletion)
                .map(completion -> completion.getCompletionItem()),
            item -> item.getSnippetSupport()));
  }

  private static <T> boolean is(Optional<T> part, Function<T, @Nullable Boolean> flag) {
    return part.map(flag).filter(Boolean.TRUE::equals).isPresent();
  }

  /** {@code experimental: { tercet: { ask: true } }}. */
  private static boolean asks(@Nullable Object experimental) {
    return experimental instanceof JsonObject object
        && object.get("tercet") instanceof JsonObject tercet
        && tercet.get("ask") instanceof JsonPrimitive ask
        && ask.isBoolean()
        && ask.getAsBoolean();
  }
}
