package dev.tercet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

  @TempDir Path folder;

  @Test
  void bash_reads_the_script_and_completes_a_command() throws Exception {
    Path script = Files.writeString(folder.resolve("tercet.bash"), completion());
    String typed =
        "source '"
            + script
            + "'; COMP_WORDS=(tercet pu); COMP_CWORD=1; COMP_LINE='tercet pu';"
            + " COMP_POINT=9; _complete_tercet; echo \"${COMPREPLY[*]}\"";

    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", typed).redirectErrorStream(true).start();

    assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo("push-back");
  }

  private String completion() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    World world =
        new World(
            InputStream.nullInputStream(),
            stream,
            stream,
            Map.of(),
            folder,
            false,
            80,
            InstantSource.system(),
            "tercet");
    assertThat(Main.run(new String[] {"completion"}, world)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
