package billing;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Every invoice, by number. Safe for several threads. */
public final class Invoices {

  private final NavigableMap<Integer, Invoice> byNumber = new TreeMap<>();

  public synchronized void add(Invoice invoice) {
    byNumber.put(invoice.number(), invoice);
  }

  public synchronized List<Invoice> all() {
    return List.copyOf(byNumber.values());
  }
}
