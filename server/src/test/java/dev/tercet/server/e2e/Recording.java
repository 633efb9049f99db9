package dev.tercet.server.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Every request of the protocol, sent to a real daemon whose agents play a script, with what it
 * answered; for the reference's examples.
 */
public final class Recording {

  private static final String SCRIPT =
      """
      on plan pass=1 attempt=1
      %s
      on plan
      %s
      on build item=1 pass=1
        think Hello is said in many ways.
        ask Which language shall it greet in? | English | French
        write src/greeting.txt "Bonjour"
        say Greets in {answer}.
      on build item=2 pass=1
        write src/farewell.txt "Au revoir"
        usage input=1200 output=300 cost=0.02
        say Says farewell too.
      on build
        write src/greeting.txt "Bonjour, monde"
        say Greets the world by name.
      on review pass=1 preset=reviewer-a
        find major at=src/greeting.txt:1 class="wrong result" "It greets nobody in particular" \\
          evidence="Bonjour" suggestion="Say whom"
        find nit at=src/farewell.txt:1 "A farewell was not asked for"
      on review
        say Nothing found.
      """;

  private final Playground play;
  private final List<JsonObject> messages = new ArrayList<>();
  private final Map<String, JsonObject> notified = new LinkedHashMap<>();
  private RawClient client;

  private Recording(Playground play) {
    this.play = play;
  }

  /** The messages in their order, with everything replaced that is another each time. */
  public static JsonArray make(Path temp) throws IOException {
    try (Playground play = Playground.prepare(temp)) {
      alone(play);
      play.startDaemon();
      Recording recording = new Recording(play);
      recording.with(play, recording::everything);
      play.stopDaemon();
      play.startDaemon();
      recording.with(play, () -> recording.ask("tercet/server/drain", "{}"));
      JsonArray all = new JsonArray();
      recording.messages.forEach(all::add);
      return Normalising.of(play.root()).apply(all);
    }
  }

  /** What a client does. */
  private interface Work {
    void run() throws IOException;
  }

  private void with(Playground play, Work work) throws IOException {
    try (RawClient connected = RawClient.connect(play.home(), play.repository())) {
      client = connected;
      work.run();
    }
  }

  /** A machine with git and a shell and nothing else, so that it is the same one everywhere. */
  private static void alone(Playground play) throws IOException {
    Path bin = Files.createDirectories(play.root().resolve("bin"));
    for (String program : List.of("git", "sh", "env")) {
      Files.createSymbolicLink(bin.resolve(program), found(program));
    }
    Path shell = play.root().resolve("shell");
    Files.writeString(shell, "#!/bin/sh\nexec env -0\n");
    if (!shell.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + shell + " executable");
    }
    play.environment().put("PATH", bin.toString());
    play.environment().put("SHELL", shell.toString());
  }

  private static Path found(String program) throws IOException {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return Path.of(folder, program).toRealPath();
      }
    }
    throw new IOException("there is no " + program + " on this machine");
  }

  private void everything() throws IOException {
    around();
    String task = fromTicketToApproval();
    String run = throughBuild(task);
    throughReview(task);
    merging(task, run);
    hands();
    trouble();
    lastWords();
  }

  private void around() throws IOException {
    tell("Say hello to the daemon", "tercet/server/status", "{}");
    tell("Ask to be told of changes", "tercet/inbox/subscribe", "{}");
    ask("tercet/server/http", "{}");
    ask("tercet/server/doctor", "{\"progress\": \"doctor-1\"}");
    keep("tercet/server/progress");
    ask("tercet/repository/settings", "{\"repository\": \"$repo\"}");
    ask("tercet/repository/init", "{\"repository\": \"$repo\", \"settings\": \"{}\"}");
    ask("tercet/workflow/list", "{\"repository\": \"$repo\"}");
    ask("tercet/workflow/show", "{\"name\": \"quick\"}");
    ask("tercet/workflow/eject", "{\"repository\": \"$repo\", \"name\": \"quick\"}");
    ask("tercet/preset/list", "{}");
    ask("tercet/preset/show", "{\"name\": \"builder\"}");
    ask("tercet/preset/test", "{\"name\": \"builder\"}");
    Files.delete(play.repository().resolve(".tercet/settings.json"));
    Files.delete(play.repository().resolve(".tercet/workflows/quick.md"));
  }

  private String fromTicketToApproval() throws IOException {
    String first = Scripts.plan("Greet").lines().skip(1).reduce("", Recording::joined);
    String second =
        Scripts.plan("Greet", "Say farewell").lines().skip(1).reduce("", Recording::joined);
    Path script = play.script(SCRIPT.formatted(first, second));
    String task =
        tell(
                "Hand in a ticket",
                "tercet/task/create",
                """
                {"title": "Greet the world", "repository": "$repo", "description": "Say hello.",
                 "script": "%s", "verify": "test -f README.md", "key": "c0ffee-1"}
                """
                    .formatted(script))
            .getAsJsonObject("summary")
            .get("id")
            .getAsString();
    JsonObject approval = asked(task, "approval");
    keep("tercet/task/changed");
    keep("tercet/inbox/changed");
    tell("See what is asked", "tercet/decision/list", "{\"task\": \"%s\"}".formatted(task));
    ask("tercet/task/list", "{\"repository\": \"$repo\"}");
    ask("tercet/task/show", named(task));
    ask("tercet/artifact/list", named(task));
    tell(
        "Read the spec",
        "tercet/artifact/read",
        "{\"task\": \"%s\", \"name\": \"spec.md\"}".formatted(task));
    tell(
        "Send it back",
        "tercet/decision/reject",
        """
        {"task": "%s", "decision": "%s", "correction": "It should say farewell too", "key": "c0ffee-2"}
        """
            .formatted(task, approval.get("id").getAsString()));
    JsonObject again = asked(task, "approval");
    refuse(
        "Approve what has passed: refused",
        "tercet/decision/approve",
        """
        {"task": "%s", "decision": "%s", "artifactRevision": 1, "blob": "%s", "revision": 3}
        """
            .formatted(task, id(again), part(approval, "blob")));
    ask("tercet/artifact/diff", "{\"task\": \"%s\", \"name\": \"spec.md\"}".formatted(task));
    tell(
        "Approve exactly what was read",
        "tercet/decision/approve",
        """
        {"task": "%s", "decision": "%s", "artifactRevision": 2, "blob": "%s", "key": "c0ffee-3"}
        """
            .formatted(task, id(again), part(again, "blob")));
    return task;
  }

  private static String joined(String before, String line) {
    return before + line + "\n";
  }

  private String throughBuild(String task) throws IOException {
    JsonObject question = asked(task, "question");
    tell(
        "Answer the builder's question",
        "tercet/decision/answer",
        """
        {"task": "%s", "decision": "%s", "text": "French", "key": "c0ffee-4"}
        """
            .formatted(task, id(question)));
    asked(task, "findings");
    JsonArray runs = ask("tercet/run/list", named(task)).getAsJsonArray("runs");
    String made =
        runs.asList().stream()
            .map(JsonElement::getAsJsonObject)
            .filter(run -> run.has("commit"))
            .map(run -> run.get("id").getAsString())
            .toList()
            .getLast();
    tell(
        "Read what an agent did",
        "tercet/run/read",
        "{\"run\": \"%s\", \"limit\": 4}".formatted(made));
    ask("tercet/run/follow", "{\"run\": \"%s\", \"from\": 4}".formatted(made));
    ask("tercet/run/unfollow", "{\"run\": \"%s\"}".formatted(made));
    return made;
  }

  private void throughReview(String task) throws IOException {
    JsonObject findings = asked(task, "findings");
    tell("See what the reviewers found", "tercet/finding/list", named(task));
    tell(
        "Judge it: one goes back to the builder, one is dismissed",
        "tercet/decision/judge",
        """
        {"task": "%s", "decision": "%s", "clusterRevision": %s, "key": "c0ffee-5", "judgements": [
          {"findings": %s, "verdict": "accept", "line": "Greet the world"},
          {"findings": %s, "verdict": "dismiss", "line": "The spec asks for it"}]}
        """
            .formatted(
                task,
                id(findings),
                part(findings, "clusterRevision"),
                cluster(findings, 0),
                cluster(findings, 1)));
  }

  private static JsonElement cluster(JsonObject decision, int at) {
    JsonArray clusters = decision.getAsJsonObject("asked").getAsJsonArray("clusters");
    return clusters.get(at).getAsJsonObject().get("findings");
  }

  private void merging(String task, String run) throws IOException {
    JsonObject merge = asked(task, "merge");
    tell("See what would be merged", "tercet/change/files", named(task));
    ask(
        "tercet/change/patch",
        "{\"task\": \"%s\", \"path\": \"src/farewell.txt\"}".formatted(task));
    JsonArray passes = plain("tercet/finding/list", named(task)).getAsJsonArray("passes");
    tell(
        "See what the second pass looked at",
        "tercet/change/compare",
        "{\"task\": \"%s\", \"from\": %s, \"to\": %s}"
            .formatted(task, commit(passes, 0), commit(passes, 1)));
    ask("tercet/change/compare", "{\"task\": \"%s\", \"run\": \"%s\"}".formatted(task, run));
    ask("tercet/finding/place", named(task));
    tell(
        "Read one side of the difference",
        "tercet/change/content",
        "{\"task\": \"%s\", \"path\": \"src/greeting.txt\"}".formatted(task));
    ask(
        "tercet/change/contents",
        "{\"task\": \"%s\", \"paths\": [\"src/greeting.txt\", \"src/missing.txt\"]}"
            .formatted(task));
    tell(
        "Merge it",
        "tercet/decision/merge",
        "{\"task\": \"%s\", \"decision\": \"%s\", \"head\": \"%s\", \"key\": \"c0ffee-6\"}"
            .formatted(task, id(merge), part(merge, "head")));
    until(task, "merged");
    tell("Look at what became of it", "tercet/task/show", named(task));
    ask("tercet/journal/verify", named(task));
    ask("tercet/journal/export", "{\"task\": \"%s\", \"from\": 2, \"limit\": 1}".formatted(task));
    ask("tercet/merge/undo", named(task));
  }

  private static JsonElement commit(JsonArray passes, int at) {
    return passes.get(at).getAsJsonObject().get("commit");
  }

  private void hands() throws IOException {
    String task = create("By hand", Scripts.smooth("hand"));
    asked(task, "approval");
    ask(
        "tercet/task/setPreset",
        "{\"task\": \"%s\", \"step\": \"build\", \"preset\": \"planner\"}".formatted(task));
    ask("tercet/task/pause", named(task));
    ask("tercet/task/resume", named(task));
    ask("tercet/task/takeover", named(task));
    ask(
        "tercet/task/handback",
        "{\"task\": \"%s\", \"message\": \"Mend it by hand\"}".formatted(task));
    until(task, "waiting");
    play.write("README.md", "A sample with news\n");
    play.commit("News");
    String newest = play.git("rev-parse", "main");
    ask("tercet/task/rebase", named(task));
    until(task, view -> view.get("base").getAsString().equals(newest));
    asked(task, "approval");
    ask(
        "tercet/task/abandon",
        "{\"task\": \"%s\", \"reason\": \"Not needed any more\"}".formatted(task));
    ask("tercet/task/delete", "{\"task\": \"%s\", \"force\": \"%s\"}".formatted(task, task));
  }

  private void trouble() throws IOException {
    String script = Scripts.plan("Explode") + "on build\n  fail The compiler is not installed\n\n";
    String task = create("Explode", script);
    JsonObject approval = asked(task, "approval");
    plain(
        "tercet/decision/approve",
        "{\"task\": \"%s\", \"decision\": \"%s\", \"artifactRevision\": 1}"
            .formatted(task, id(approval)));
    JsonObject failure = asked(task, "failure");
    ask(
        "tercet/task/retry",
        "{\"task\": \"%s\", \"note\": \"Use the old compiler\"}".formatted(task));
    JsonObject again = asked(task, "failure", decision -> !id(decision).equals(id(failure)));
    ask(
        "tercet/decision/resolve",
        "{\"task\": \"%s\", \"decision\": \"%s\", \"option\": \"abandon\"}"
            .formatted(task, id(again)));
    refuse(
        "",
        "tercet/decision/resolve",
        "{\"task\": \"%s\", \"decision\": \"%s\", \"option\": \"retry\"}"
            .formatted(task, id(failure)));
    refuse("", "tercet/task/show", "{\"task\": \"nowhere\"}");
    refuse("", "tercet/task/show", "{}");
  }

  private String create(String title, String script) throws IOException {
    return plain(
            "tercet/task/create",
            "{\"title\": \"%s\", \"repository\": \"$repo\", \"script\": \"%s\"}"
                .formatted(title, play.script(script)))
        .getAsJsonObject("summary")
        .get("id")
        .getAsString();
  }

  private void lastWords() throws IOException {
    ask("tercet/inbox/unsubscribe", "{}");
    ask("tercet/server/stop", "{}");
  }

  // Sending and keeping.

  private JsonObject tell(String story, String method, String params) throws IOException {
    JsonObject result = ask(method, params);
    messages.getLast().addProperty("story", story);
    return result;
  }

  private JsonObject ask(String method, String params) throws IOException {
    JsonObject parsed = parse(params);
    JsonObject answer = client.call(method, parsed);
    if (!answer.has("result")) {
      throw new AssertionError(method + " " + parsed + ": " + answer);
    }
    record(method, parsed, "result", answer.get("result"));
    return answer.getAsJsonObject("result");
  }

  private JsonObject plain(String method, String params) throws IOException {
    JsonObject answer = client.call(method, parse(params));
    if (!answer.has("result")) {
      throw new AssertionError(method + ": " + answer);
    }
    return answer.getAsJsonObject("result");
  }

  private void refuse(String story, String method, String params) throws IOException {
    JsonObject parsed = parse(params);
    JsonObject answer = client.call(method, parsed);
    record(method, parsed, "error", answer.get("error"));
    if (!story.isEmpty()) {
      messages.getLast().addProperty("story", story);
    }
  }

  private JsonObject parse(String params) {
    return JsonParser.parseString(params.replace("$repo", play.repository().toString()))
        .getAsJsonObject();
  }

  private void record(String method, JsonObject params, String outcome, JsonElement what) {
    JsonObject message = new JsonObject();
    message.addProperty("method", method);
    message.add("params", params);
    message.add(outcome, what);
    messages.add(message);
  }

  /** Keeps the last notification of a kind that has come. */
  private void keep(String method) throws IOException {
    JsonObject last = notified.get(method);
    for (JsonObject message : client.unasked()) {
      if (message.get("method").getAsString().equals(method)) {
        last = message;
      }
    }
    if (last == null) {
      throw new AssertionError("nothing came as " + method);
    }
    JsonObject kept = new JsonObject();
    kept.addProperty("method", method);
    kept.add("params", last.get("params"));
    messages.add(kept);
  }

  // Waiting.

  private static String named(String task) {
    return "{\"task\": \"%s\"}".formatted(task);
  }

  private static String id(JsonObject decision) {
    return decision.get("id").getAsString();
  }

  private static String part(JsonObject decision, String name) {
    return decision.getAsJsonObject("asked").get(name).getAsString();
  }

  /** Waits until the task asks something of this kind. */
  private JsonObject asked(String task, String kind) throws IOException {
    return asked(task, kind, _ -> true);
  }

  private JsonObject asked(String task, String kind, Predicate<JsonObject> which)
      throws IOException {
    JsonObject view = until(task, now -> open(now, kind, which).isPresent());
    return open(view, kind, which).orElseThrow();
  }

  private static Optional<JsonObject> open(
      JsonObject view, String kind, Predicate<JsonObject> which) {
    return view.getAsJsonArray("decisions").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(one -> one.getAsJsonObject("asked").get("kind").getAsString().equals(kind))
        .filter(which)
        .findFirst();
  }

  private void until(String task, String state) throws IOException {
    until(
        task,
        view ->
            view.getAsJsonObject("summary")
                    .getAsJsonObject("state")
                    .get("kind")
                    .getAsString()
                    .equals(state)
                && !(state.equals("merged") && view.has("worktree")));
  }

  /**
   * Reads on until a change is told behind which the task is so, and the client has heard of all.
   */
  private JsonObject until(String task, Predicate<JsonObject> state) throws IOException {
    while (true) {
      JsonObject view = plain("tercet/task/show", named(task));
      if (state.test(view) && hasHeard(task, revision(view))) {
        return view;
      }
      JsonObject news = client.next();
      notified.put(news.get("method").getAsString(), news);
    }
  }

  private static long revision(JsonObject view) {
    return view.getAsJsonObject("summary").get("revision").getAsLong();
  }

  private boolean hasHeard(String task, long revision) {
    List<JsonObject> all = new ArrayList<>(client.unasked());
    JsonObject last = notified.get("tercet/task/changed");
    if (last != null) {
      all.add(last);
    }
    return all.stream()
        .filter(message -> message.get("method").getAsString().equals("tercet/task/changed"))
        .map(message -> message.getAsJsonObject("params").getAsJsonObject("summary"))
        .anyMatch(
            summary ->
                summary != null
                    && summary.get("id").getAsString().equals(task)
                    && summary.get("revision").getAsLong() >= revision);
  }
}
