import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes one commit of many small files, 50 to a folder, for {@code git fast-import}; the same at every call. */
public final class ManyFiles {

  private ManyFiles() {}

  public static void main(String[] arguments) throws IOException {
    int files = Integer.parseInt(arguments[0]);
    Random dice = new Random(1);
    try (OutputStream out = new BufferedOutputStream(System.out, 1 << 16)) {
      write(out, "commit refs/heads/main\ncommitter bench <bench@example.org> 1700000000 +0000\ndata 5\nBegin\n");
      for (int file = 0; file < files; file++) {
        byte[] content = content(dice, file);
        write(out, "M 100644 inline src/p%04d/File%d.txt\ndata %d\n".formatted(file / 50, file, content.length));
        out.write(content);
        write(out, "\n");
      }
    }
  }

  /** Half a kilobyte to four, as source files have. */
  private static byte[] content(Random dice, int file) {
    StringBuilder text = new StringBuilder("file ").append(file).append('\n');
    int lines = 10 + dice.nextInt(80);
    for (int line = 0; line < lines; line++) {
      text.append("  value").append(line).append(" = ").append(dice.nextLong()).append(";\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
