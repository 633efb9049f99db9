package dev.tercet.server.e2e;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An editor in the shape of the frames that it sends and gets, over whatever carries bytes. It
 * knows nothing of our types: what it reads is what is on the wire.
 */
final class Editor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(25);
  static final Gson GSON = new Gson();

  private final InputStream in;
  private final OutputStream out;
  private final AutoCloseable end;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<JsonObject> heard = new ArrayList<>();
  private final Map<JsonElement, JsonObject> answers = new ConcurrentHashMap<>();
  private final Map<String, Function<JsonElement, JsonElement>> replies = new ConcurrentHashMap<>();
  private final Set<String> ignored = ConcurrentHashMap.newKeySet();
  private boolean closed;
  private int lastId;

  /**
   * @param end what closes the connection besides the streams
   */
  Editor(InputStream in, OutputStream out, AutoCloseable end) {
    this.in = new BufferedInputStream(in);
    this.out = out;
    this.end = end;
    Thread.ofPlatform().daemon().name("editor-of-test").start(this::read);
  }

  private void read() {
    try {
      while (true) {
        hear(frame());
      }
    } catch (IOException ended) {
      lock.lock();
      try {
        closed = true;
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private JsonObject frame() throws IOException {
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private void hear(JsonObject message) throws IOException {
    if (message.has("method")
        && message.has("id")
        && !ignored.contains(message.get("method").getAsString())) {
      Function<JsonElement, JsonElement> reply = replies.get(message.get("method").getAsString());
      JsonObject answer = new JsonObject();
      answer.addProperty("jsonrpc", "2.0");
      answer.add("id", message.get("id"));
      answer.add("result", reply == null ? null : reply.apply(message.get("params")));
      Gson withNulls = GSON.newBuilder().serializeNulls().create();
      raw(withNulls.toJson(answer));
    }
    lock.lock();
    try {
      heard.add(message);
      if (!message.has("method") && message.get("id") instanceof JsonPrimitive id) {
        answers.put(id, message);
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What to answer to a request of the server from now on; null until then. */
  void replies(String method, Function<JsonElement, JsonElement> reply) {
    replies.put(method, reply);
  }

  /** Leaves requests of the server of this kind without an answer from now on. */
  void ignores(String method) {
    ignored.add(method);
  }

  /** Sends a body in a frame that fits. */
  void raw(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    bytes(
        ("Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII),
        bytes);
  }

  /** Sends bytes as they are. */
  void bytes(byte[]... parts) {
    synchronized (out) {
      try {
        for (byte[] part : parts) {
          out.write(part);
        }
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void tell(String method, Object params) {
    JsonObject message = new JsonObject();
    message.addProperty("jsonrpc", "2.0");
    message.addProperty("method", method);
    message.add("params", GSON.toJsonTree(params));
    raw(GSON.toJson(message));
  }

  /** Sends a request and waits for its answer, whatever it is. */
  JsonObject exchange(String method, Object params) {
    int id = ++lastId;
    JsonObject message = new JsonObject();
    message.addProperty("jsonrpc", "2.0");
    message.addProperty("id", id);
    message.addProperty("method", method);
    if (params != null) {
      message.add("params", GSON.toJsonTree(params));
    }
    raw(GSON.toJson(message));
    return answer(new JsonPrimitive(id));
  }

  /** The answer with an id, once it is there. */
  JsonObject answer(JsonElement id) {
    return await(
        "the answer to " + id,
        message -> !message.has("method") && message.has("id") && message.get("id").equals(id));
  }

  /** The answer with an id, once it is there; for very many of them. */
  JsonObject answered(JsonElement id) {
    return answers.containsKey(id) ? answers.get(id) : answer(id);
  }

  /** Sends a request and waits for its result. */
  JsonElement ask(String method, Object params) {
    JsonObject answer = exchange(method, params);
    if (answer.has("error")) {
      throw new AssertionError(method + " was refused: " + answer.get("error"));
    }
    return answer.get("result");
  }

  /** The code of the error that a request is refused with. */
  int code(String method, Object params) {
    JsonObject answer = exchange(method, params);
    if (!answer.has("error")) {
      throw new AssertionError(method + " was not refused: " + answer);
    }
    return answer.getAsJsonObject("error").get("code").getAsInt();
  }

  /** The params of the newest notification or request of a kind that fits, once there is one. */
  JsonObject told(String method, Predicate<JsonObject> fits) {
    return await(
            method, message -> is(message, method) && fits.test(message.getAsJsonObject("params")))
        .getAsJsonObject("params");
  }

  /** Waits for a request or notification that has no params. */
  void told(String method) {
    var _ = await(method, message -> is(message, method));
  }

  private static boolean is(JsonObject message, String method) {
    return message.has("method") && message.get("method").getAsString().equals(method);
  }

  /** The params of all notifications or requests of a kind so far, oldest first. */
  List<JsonObject> heard(String method) {
    lock.lock();
    try {
      return heard.stream()
          .filter(message -> is(message, method))
          .map(message -> message.getAsJsonObject("params"))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private JsonObject await(String what, Predicate<JsonObject> fits) {
    long left = PATIENCE.toNanos();
    lock.lock();
    try {
      while (true) {
        Optional<JsonObject> found = heard.reversed().stream().filter(fits).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
        if (closed || left <= 0) {
          throw new AssertionError(
              "%s did not come%s; heard %s"
                  .formatted(what, closed ? ", the connection ended" : "", tail()));
        }
        left = news.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private String tail() {
    String all = heard.toString();
    return all.length() < 4000 ? all : "…" + all.substring(all.length() - 4000);
  }

  /** How many messages so far are so. */
  long count(Predicate<JsonObject> kind) {
    lock.lock();
    try {
      return heard.stream().filter(kind).count();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what was heard, so that {@link #told} waits for something new. */
  void forget() {
    lock.lock();
    try {
      heard.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the server has closed the connection. */
  void awaitEnd() {
    long left = PATIENCE.toNanos();
    lock.lock();
    try {
      while (!closed) {
        if (left <= 0) {
          throw new AssertionError("the connection did not end");
        }
        left = news.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  // What editors do.

  /** Introduces itself with these capabilities, as JSON. */
  JsonObject initialize(Path folder, String capabilities) {
    JsonObject params = new JsonObject();
    params.addProperty("processId", 1);
    params.addProperty("rootUri", folder.toUri().toString());
    params.add("capabilities", JsonParser.parseString(capabilities));
    JsonArray folders = new JsonArray();
    JsonObject one = new JsonObject();
    one.addProperty("uri", folder.toUri().toString());
    one.addProperty("name", "repo");
    folders.add(one);
    params.add("workspaceFolders", folders);
    JsonObject result = ask("initialize", params).getAsJsonObject();
    tell("initialized", new JsonObject());
    return result;
  }

  void open(Path file, String text) {
    tell(
        "textDocument/didOpen",
        Map.of(
            "textDocument",
            Map.of("uri", uri(file), "languageId", "markdown", "version", 1, "text", text)));
  }

  static String uri(Path file) {
    return file.toUri().toString();
  }

  /** The params of a request about a document. */
  static JsonObject about(Path file) {
    JsonObject params = new JsonObject();
    JsonObject document = new JsonObject();
    document.addProperty("uri", uri(file));
    params.add("textDocument", document);
    return params;
  }

  /** As above, at a place. */
  static JsonObject at(Path file, int line, int character) {
    JsonObject params = about(file);
    params.add("position", position(line, character));
    return params;
  }

  static JsonObject position(int line, int character) {
    JsonObject position = new JsonObject();
    position.addProperty("line", line);
    position.addProperty("character", character);
    return position;
  }

  /** Replaces a stretch of an open document. */
  void edit(Path file, int version, int[] range, String text) {
    JsonObject params = about(file);
    params.getAsJsonObject("textDocument").addProperty("version", version);
    JsonObject change = new JsonObject();
    JsonObject where = new JsonObject();
    where.add("start", position(range[0], range[1]));
    where.add("end", position(range[2], range[3]));
    change.add("range", where);
    change.addProperty("text", text);
    JsonArray changes = new JsonArray();
    changes.add(change);
    params.add("contentChanges", changes);
    tell("textDocument/didChange", params);
  }

  /** Titles of the lenses of a document, in order. */
  List<String> lenses(Path file) {
    return ask("textDocument/codeLens", about(file)).getAsJsonArray().asList().stream()
        .map(lens -> lens.getAsJsonObject().getAsJsonObject("command").get("title").getAsString())
        .toList();
  }

  /** Gives the command of the first lens whose title begins so. */
  JsonObject press(Path file, String title) {
    for (JsonElement lens : ask("textDocument/codeLens", about(file)).getAsJsonArray()) {
      JsonObject command = lens.getAsJsonObject().getAsJsonObject("command");
      if (command.get("title").getAsString().startsWith(title)) {
        return exchange("workspace/executeCommand", command);
      }
    }
    throw new AssertionError("no lens \"%s\" among %s".formatted(title, lenses(file)));
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (Exception e) {
      throw new AssertionError("the connection does not close", e);
    }
  }
}
