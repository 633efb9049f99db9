import billing.Response;
import java.util.Map;

final class ApiTest {

  static void a_user_who_signed_in_gets_a_new_access_token() {
    Fixture at = new Fixture();
    String refresh = at.call("POST", "/tokens", Map.of("user", "ada")).body().split("\n")[1];
    Response response = at.call("POST", "/tokens/refresh", Map.of("token", refresh));
    Tests.equal(200, response.status());
    Tests.equal("ada", at.tokens.user(response.body().split("\n")[0]).orElse("nobody"));
  }

  static void lists_the_invoices_of_one_customer() {
    Tests.equal(
        "4 2026-02-28 Hopper Ltd 4200\n",
        new Fixture().call("GET", "/invoices", Map.of("customer", "Hopper Ltd")).body());
  }

  static void refuses_a_parameter_that_a_call_does_not_take() {
    Response response = new Fixture().call("GET", "/invoices", Map.of("colour", "red"));
    Tests.equal(400, response.status());
    Tests.equal("unknown parameter: colour", response.body());
  }

  static void says_that_there_is_no_such_call() {
    Tests.equal(404, new Fixture().call("GET", "/nowhere", Map.of()).status());
  }
}
