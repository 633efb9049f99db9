import billing.Api;
import billing.Invoice;
import billing.Invoices;
import billing.Request;
import billing.Response;
import billing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** A service with a few invoices, numbered tokens and a clock that stands still. */
final class Fixture {

  Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private int last;

  final Tokens tokens = new Tokens(() -> "token-" + ++last, () -> now);
  final Invoices invoices = new Invoices();
  final Api api = new Api(tokens, invoices);

  Fixture() {
    add(1, "Ada Works", "2026-01-10", 12_000, "Design");
    add(2, "Babbage & Co", "2026-01-31", 8_050, "Repair of the engine");
    add(3, "Ada Works", "2026-02-01", 99_900, "Looms, three of them");
    add(4, "Hopper Ltd", "2026-02-28", 4_200, "Moth removal");
  }

  void add(int number, String customer, String date, long cents, String note) {
    invoices.add(new Invoice(number, customer, LocalDate.parse(date), cents, note));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Response call(String method, String path, Map<String, String> parameters) {
    return api.answer(new Request(method, path, parameters));
  }
}
