package dev.tercet.server.door.mcp;

import dev.tercet.server.door.mcp.DecidingPage.State;
import dev.tercet.server.mcp.Json;

/** The HTML of pages: no script, nothing from elsewhere, and every text escaped. */
final class PageText {

  private static final String FRAME = Json.text(PageText.class, "page.html");

  private PageText() {}

  static String of(Wish wish, State state) {
    return switch (state) {
      case State.Open _ -> question(wish);
      case State.Done(var task) ->
          said(wish, "Done", "%s is now: %s".formatted(wish.task(), task.summary().state().text()));
      case State.Declined _ -> said(wish, "Not done", "Nothing was decided. The host is told so.");
      case State.Failed(var why) -> said(wish, "Not done", why);
    };
  }

  static String gone() {
    return framed(
        "Nothing here",
        "<h1>Nothing here</h1><p>This page has been answered, is too old, or never was. Ask the"
            + " host again, or run <code>tercet inbox</code>.</p>");
  }

  static String refused(String why) {
    return framed("Refused", "<h1>Refused</h1><p>" + escaped(why) + "</p>");
  }

  private static String question(Wish wish) {
    String change =
        wish.change().isEmpty()
            ? ""
            : "<details><summary>The change</summary><pre class=\"code\">"
                + escaped(wish.change())
                + "</pre></details>";
    return framed(
        wish.title(),
        """
        <p class="task">%s</p><h1>%s</h1><pre>%s</pre>%s
        <form method="post"><p>To be done: <strong>%s</strong></p>
        <button name="answer" value="yes" class="yes">Yes, do it</button>
        <button name="answer" value="no">No</button></form>\
        """
            .formatted(
                escaped(wish.task()),
                escaped(wish.title()),
                escaped(wish.shown()),
                change,
                escaped(wish.action())));
  }

  private static String said(Wish wish, String head, String text) {
    return framed(
        head,
        "<p class=\"task\">%s</p><h1>%s</h1><p>%s</p><p>%s</p><p>You can close this page.</p>"
            .formatted(escaped(wish.task()), escaped(head), escaped(wish.action()), escaped(text)));
  }

  private static String framed(String title, String body) {
    return FRAME.replace("{title}", escaped(title)).replace("{body}", body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
