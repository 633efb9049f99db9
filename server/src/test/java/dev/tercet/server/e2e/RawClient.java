package dev.tercet.server.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tercet.protocol.connect.SocketPath;
import dev.tercet.protocol.connect.TercetHome;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of nothing but a socket and JSON, as somebody would write it from the documents. Reads
 * only while it waits for something, so that it can also be one that does not read.
 */
public final class RawClient implements Closeable {

  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;
  private final List<JsonObject> unasked = new ArrayList<>();
  private int id;

  private RawClient(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedInputStream(Channels.newInputStream(channel));
    this.out = Channels.newOutputStream(channel);
  }

  /** Connects and greets. */
  static RawClient connect(Path home, Path folder) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(SocketPath.find(new TercetHome(home))));
    RawClient client = new RawClient(channel);
    client.out.write(("tercet/1 task 0.1.0 " + folder + " -\n").getBytes(StandardCharsets.UTF_8));
    String greeting = client.line();
    if (!greeting.startsWith("tercet/1 task ")) {
      throw new IOException("not greeted: " + greeting);
    }
    return client;
  }

  /** Sends a request and does not wait for its answer. */
  int send(String method, JsonElement params) throws IOException {
    JsonObject message = new JsonObject();
    message.addProperty("jsonrpc", "2.0");
    message.addProperty("id", ++id);
    message.addProperty("method", method);
    message.add("params", params);
    byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
    out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    return id;
  }

  /** Sends a request and reads on until its answer: an object with a result or an error. */
  JsonObject call(String method, JsonElement params) throws IOException {
    return answer(send(method, params));
  }

  /** Reads on until the answer of a request; what comes unasked meanwhile is kept. */
  JsonObject answer(int sent) throws IOException {
    while (true) {
      JsonObject message = receive();
      if (message.has("id") && message.get("id").getAsInt() == sent) {
        return message;
      }
      unasked.add(message);
    }
  }

  /** The next message that comes unasked. */
  JsonObject next() throws IOException {
    return unasked.isEmpty() ? receive() : unasked.removeFirst();
  }

  /** What has come unasked and was not taken yet. */
  List<JsonObject> unasked() {
    return unasked;
  }

  private JsonObject receive() throws IOException {
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.startsWith("Content-Length: ")) {
        length = Integer.parseInt(header.substring(16).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the daemon closed the connection behind \"" + line + "\"");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
