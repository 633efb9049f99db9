package dev.tercet.server.door.lsp.language;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.SymbolInformation;

/** Symbols for clients that take no nested ones. */
final class Symbols {

  private Symbols() {}

  @SuppressWarnings("deprecation") // LSP has no other flat form for older clients.
  static List<Object> flat(String uri, List<DocumentSymbol> symbols) {
    List<Object> flat = new ArrayList<>();
    for (DocumentSymbol symbol : symbols) {
      flat.add(
          new SymbolInformation(
              symbol.getName(), symbol.getKind(), new Location(uri, symbol.getRange())));
      if (symbol.getChildren() != null) {
        flat.addAll(flat(uri, symbol.getChildren()));
      }
    }
    return flat;
  }
}
