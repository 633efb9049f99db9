import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;

/**
 * Leaves out of class files what only a debugger reads: the names and types of local variables, and of libraries the
 * numbers of lines as well. All else is copied byte by byte, so that classes do the same.
 */
final class DropNames {

  private static final Set<String> NAMES = Set.of("LocalVariableTable", "LocalVariableTypeTable");
  private static final String LINES = "LineNumberTable";
  private static final int UTF8 = 1;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final boolean isOurs;
  private final String[] texts;

  private DropNames(DataInputStream in, DataOutputStream out, boolean isOurs) throws IOException {
    this.in = in;
    this.out = out;
    this.isOurs = isOurs;
    copy(8);
    texts = new String[copyShort()];
  }

  /** The class file {@code file} without them. */
  static byte[] without(byte[] file, boolean isOurs) throws IOException {
    var read = new DataInputStream(new ByteArrayInputStream(file));
    var written = new ByteArrayOutputStream(file.length);
    new DropNames(read, new DataOutputStream(written), isOurs).classFile();
    return written.toByteArray();
  }

  private void classFile() throws IOException {
    for (int at = 1; at < texts.length; at++) {
      at += constant(at);
    }
    copy(6);
    copy(2 * copyShort());
    members();
    members();
    attributes(false);
  }

  /** Copies a constant; 1 where it takes two places. */
  private int constant(int at) throws IOException {
    int tag = in.readUnsignedByte();
    out.writeByte(tag);
    switch (tag) {
      case UTF8 -> {
        texts[at] = in.readUTF();
        out.writeUTF(texts[at]);
      }
      case 3, 4, 9, 10, 11, 12, 17, 18 -> copy(4);
      case 5, 6 -> {
        copy(8);
        return 1;
      }
      case 7, 8, 16, 19, 20 -> copy(2);
      case 15 -> copy(3);
      default -> throw new IOException("a class file with a constant of unknown kind " + tag);
    }
    return 0;
  }

  /** Fields or methods. */
  private void members() throws IOException {
    for (int left = copyShort(); left > 0; left--) {
      copy(6);
      attributes(true);
    }
  }

  /** Copies attributes; those of a member may have code, which has attributes in turn. */
  private void attributes(boolean ofMember) throws IOException {
    for (int left = copyShort(); left > 0; left--) {
      int name = copyShort();
      byte[] content = in.readNBytes(in.readInt());
      byte[] kept = ofMember && texts[name].equals("Code") ? code(content) : content;
      out.writeInt(kept.length);
      out.write(kept);
    }
  }

  private byte[] code(byte[] content) throws IOException {
    var code = new DataInputStream(new ByteArrayInputStream(content));
    var written = new ByteArrayOutputStream(content.length);
    var rest = new DataOutputStream(written);
    rest.write(code.readNBytes(4));
    int length = code.readInt();
    rest.writeInt(length);
    rest.write(code.readNBytes(length));
    int handlers = code.readUnsignedShort();
    rest.writeShort(handlers);
    rest.write(code.readNBytes(8 * handlers));
    var kept = new ByteArrayOutputStream();
    var attributes = new DataOutputStream(kept);
    int count = 0;
    for (int left = code.readUnsignedShort(); left > 0; left--) {
      int name = code.readUnsignedShort();
      byte[] attribute = code.readNBytes(code.readInt());
      if (!NAMES.contains(texts[name]) && (isOurs || !texts[name].equals(LINES))) {
        count++;
        attributes.writeShort(name);
        attributes.writeInt(attribute.length);
        attributes.write(attribute);
      }
    }
    rest.writeShort(count);
    kept.writeTo(rest);
    return written.toByteArray();
  }

  private int copyShort() throws IOException {
    int value = in.readUnsignedShort();
    out.writeShort(value);
    return value;
  }

  private void copy(int bytes) throws IOException {
    out.write(in.readNBytes(bytes));
  }
}
