package billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds invoices by what stands in them. */
public final class Search {

  private final Invoices invoices;

  public Search(Invoices invoices) {
    this.invoices = invoices;
  }

  /** Invoices whose customer or note contains the text, in any case, by number. */
  public List<Invoice> find(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<Invoice> found = new ArrayList<>();
    for (Invoice invoice : invoices.all()) {
      String content = invoice.customer() + "\n" + invoice.note();
      if (content.toLowerCase(Locale.ROOT).contains(wanted)) {
        found.add(invoice);
      }
    }
    return found;
  }
}
