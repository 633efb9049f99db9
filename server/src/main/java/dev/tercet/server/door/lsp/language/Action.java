package dev.tercet.server.door.lsp.language;

import java.util.List;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.TextEdit;
import org.jspecify.annotations.Nullable;

/** One entry of the menu that an editor shows at a place. */
sealed interface Action {

  String title();

  /**
   * Mends what a diagnostic says, in the same file.
   *
   * @param only no other mend is known for it
   */
  record Mend(String title, List<TextEdit> edits, @Nullable Diagnostic diagnostic, boolean only)
      implements Action {
    public Mend {
      edits = List.copyOf(edits);
    }
  }

  /** Gives a command. */
  record Give(Command command, @Nullable Diagnostic diagnostic) implements Action {
    @Override
    public String title() {
      return command.getTitle();
    }
  }
}
