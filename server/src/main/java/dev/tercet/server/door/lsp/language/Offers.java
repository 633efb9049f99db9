package dev.tercet.server.door.lsp.language;

import java.util.List;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeLensOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DiagnosticRegistrationOptions;
import org.eclipse.lsp4j.DocumentLinkOptions;
import org.eclipse.lsp4j.ExecuteCommandOptions;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;

/** What we offer an editor in the answer to {@code initialize}. */
final class Offers {

  private Offers() {}

  static ServerCapabilities to(Abilities abilities, List<String> commands) {
    ServerCapabilities offers = new ServerCapabilities();
    offers.setPositionEncoding(abilities.encoding().kind());
    offers.setTextDocumentSync(sync());
    offers.setCodeLensProvider(new CodeLensOptions(false));
    CodeActionOptions actions =
        new CodeActionOptions(List.of(CodeActionKind.QuickFix, CodeActionKind.SourceFixAll));
    offers.setCodeActionProvider(actions);
    offers.setCompletionProvider(
        new CompletionOptions(false, List.of("{", "@", ":", " ", "-", "\"", "#")));
    offers.setHoverProvider(true);
    offers.setDocumentSymbolProvider(true);
    offers.setFoldingRangeProvider(true);
    offers.setDocumentLinkProvider(new DocumentLinkOptions(false));
    ExecuteCommandOptions execute = new ExecuteCommandOptions(commands);
    execute.setWorkDoneProgress(true);
    offers.setExecuteCommandProvider(execute);
    if (abilities.pulls()) {
      DiagnosticRegistrationOptions diagnostics = new DiagnosticRegistrationOptions(true, true);
      diagnostics.setIdentifier(Marks.SOURCE);
      offers.setDiagnosticProvider(diagnostics);
    }
    WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
    folders.setSupported(true);
    folders.setChangeNotifications(true);
    offers.setWorkspace(new WorkspaceServerCapabilities(folders));
    offers.setExperimental(LanguageDoor.experimental());
    return offers;
  }

  private static TextDocumentSyncOptions sync() {
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(new SaveOptions(false));
    return sync;
  }
}
