import java.util.Map;

final class SearchTest {

  private static String find(Map<String, String> parameters) {
    return new Fixture().call("GET", "/search", parameters).body();
  }

  static void finds_by_customer_in_any_case() {
    Tests.equal(
        "1 2026-01-10 Ada Works 12000\n3 2026-02-01 Ada Works 99900\n",
        find(Map.of("text", "ada works")));
  }

  static void finds_by_note() {
    Tests.equal("4 2026-02-28 Hopper Ltd 4200\n", find(Map.of("text", "moth")));
  }

  static void a_search_without_text_is_refused() {
    Tests.equal("missing parameter: text", find(Map.of()));
  }
}
