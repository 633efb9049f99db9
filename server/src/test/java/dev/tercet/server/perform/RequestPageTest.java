package dev.tercet.server.perform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPageTest {

  private static final String BRANCH = "tercet/csv-export-k3f9";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/acme/shop.git",
        "https://ann:secret@github.com/acme/shop",
        "git@github.com:acme/shop.git",
        "ssh://git@github.com:22/acme/shop.git"
      })
  void a_known_host_has_a_page(String remote) {
    assertThat(RequestPage.of(remote, BRANCH, "main"))
        .isEqualTo("https://github.com/acme/shop/compare/main...tercet/csv-export-k3f9?expand=1");
  }

  @Test
  void so_has_another() {
    assertThat(RequestPage.of("git@gitlab.example.org:acme/web/shop.git", BRANCH, "main"))
        .isEqualTo(
            "https://gitlab.example.org/acme/web/shop/-/merge_requests/new"
                + "?merge_request%5Bsource_branch%5D=tercet%2Fcsv-export-k3f9"
                + "&merge_request%5Btarget_branch%5D=main");
  }

  @Test
  void what_is_not_known_is_named_without_the_password() {
    assertThat(RequestPage.of("https://ann:secret@git.example.org/shop.git", BRANCH, "main"))
        .isEqualTo(
            "https://git.example.org/shop.git (open a pull request there from"
                + " tercet/csv-export-k3f9)");
    assertThat(RequestPage.of("/srv/shop.git", BRANCH, "main")).startsWith("/srv/shop.git (");
  }

  @Test
  void the_forge_of_the_host_comes_first() {
    assertThat(Forge.of("git@gitlab.com:a/b", _ -> true)).contains(Forge.GLAB);
    assertThat(Forge.of("git@github.com:a/b", _ -> true)).contains(Forge.GH);
    assertThat(Forge.of("/srv/b", name -> name.equals("glab"))).contains(Forge.GLAB);
    assertThat(Forge.of("/srv/b", _ -> false)).isEmpty();
  }
}
