import billing.Tokens;
import java.time.Duration;
import java.util.Optional;

final class TokensTest {

  static void an_access_token_names_its_user() {
    Fixture at = new Fixture();
    Tokens.Pair pair = at.tokens.issue("ada");
    Tests.equal(Optional.of("ada"), at.tokens.user(pair.access()));
  }

  static void an_access_token_is_valid_for_a_quarter_of_an_hour() {
    Fixture at = new Fixture();
    Tokens.Pair pair = at.tokens.issue("ada");
    at.pass(Duration.ofMinutes(15));
    Tests.equal(Optional.empty(), at.tokens.user(pair.access()));
  }

  static void an_unknown_refresh_token_gets_nothing() {
    Tests.equal(Optional.empty(), new Fixture().tokens.refresh("invented"));
  }
}
