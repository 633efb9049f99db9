package dev.tercet.server.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {

  private static final String KEY = "sk-live-0123456789";

  @Test
  void a_secret_that_comes_in_pieces_is_never_shown() {
    for (int first = 0; first <= KEY.length(); first++) {
      for (int second = first; second <= KEY.length(); second++) {
        RedactedStream stream = new RedactedStream(new Secrets(List.of(KEY)));

        String shown =
            stream.add("the key is " + KEY.substring(0, first))
                + stream.add(KEY.substring(first, second))
                + stream.add(KEY.substring(second) + ", keep it")
                + stream.end();

        assertThat(shown).isEqualTo("the key is [redacted], keep it");
      }
    }
  }

  @Test
  void what_only_begins_like_a_secret_is_shown_late_and_whole() {
    RedactedStream stream = new RedactedStream(new Secrets(List.of(KEY)));

    assertThat(stream.add("see sk-live")).isEqualTo("see ");
    assertThat(stream.add("ly")).isEqualTo("sk-lively");
    assertThat(stream.add("sk-")).isEmpty();
    assertThat(stream.end()).isEqualTo("sk-");
    assertThat(stream.end()).isEmpty();
  }

  @Test
  void of_two_secrets_of_which_one_begins_like_the_other_nothing_is_left() {
    Secrets secrets = new Secrets(List.of("12345678", "12345678-and-more", "short"));

    assertThat(secrets.redact("12345678-and-more 12345678 short"))
        .isEqualTo("[redacted] [redacted] short");
    assertThat(secrets.toString()).doesNotContain("1234");
  }

  @Test
  void what_is_learned_holds_from_then_on() {
    Secrets secrets = new Secrets(List.of());
    assertThat(secrets.redact(KEY)).isEqualTo(KEY);

    secrets.learn(List.of(KEY, "tiny"));

    assertThat(secrets.redact("tiny " + KEY)).isEqualTo("tiny [redacted]");
  }

  @Test
  void keys_are_told_by_the_names_of_their_variables() {
    Map<String, String> variables =
        Map.of(
            "OPENAI_API_KEY", "one",
            "GITHUB_TOKEN", "two",
            "DB_PASSWORD", "three",
            "AWS_SECRET_ACCESS_KEY", "four",
            "TOKEN_FILE", "five",
            "OPENAI_BASE_URL", "no",
            "KEYBOARD", "no",
            "AUTHOR", "no",
            "PATH", "no");

    assertThat(Environment.keys(variables))
        .containsExactlyInAnyOrder("one", "two", "three", "four", "five");
  }
}
