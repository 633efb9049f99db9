package billing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The service's calls: which there are, what they take, what they answer. */
public final class Api {

  private record Route(Set<String> parameters, Function<Request, Response> answer) {}

  private final Tokens tokens;
  private final Invoices invoices;
  private final Search search;
  private final Map<String, Route> routes = new HashMap<>();

  public Api(Tokens tokens, Invoices invoices) {
    this.tokens = tokens;
    this.invoices = invoices;
    this.search = new Search(invoices);
    route("POST /tokens", Set.of("user"), this::signIn);
    route("POST /tokens/refresh", Set.of("token"), this::refresh);
    route("GET /invoices", Set.of("customer"), this::invoices);
    route("GET /search", Set.of("text"), this::search);
  }

  private void route(String call, Set<String> parameters, Function<Request, Response> answer) {
    routes.put(call, new Route(parameters, answer));
  }

  /** Answers a call; one with a parameter that it does not take is refused. */
  public Response answer(Request request) {
    Route route = routes.get(request.method() + " " + request.path());
    if (route == null) {
      return Response.text(404, "there is no " + request.method() + " " + request.path());
    }
    Set<String> unknown = new TreeSet<>(request.parameters().keySet());
    unknown.removeAll(route.parameters());
    if (!unknown.isEmpty()) {
      return Response.text(400, "unknown parameter: " + String.join(", ", unknown));
    }
    try {
      return route.answer().apply(request);
    } catch (IllegalArgumentException e) {
      return Response.text(400, e.getMessage());
    }
  }

  private Response signIn(Request request) {
    Tokens.Pair pair = tokens.issue(request.required("user"));
    return Response.text(200, pair.access() + "\n" + pair.refresh());
  }

  private Response refresh(Request request) {
    return tokens
        .refresh(request.required("token"))
        .map(access -> Response.text(200, access))
        .orElseGet(() -> Response.text(401, "unknown refresh token"));
  }

  private Response search(Request request) {
    return Response.text(200, lines(search.find(request.required("text"))));
  }

  private Response invoices(Request request) {
    String customer = request.optional("customer", "");
    List<Invoice> found = new ArrayList<>();
    for (Invoice invoice : invoices.all()) {
      if (customer.isEmpty() || invoice.customer().equals(customer)) {
        found.add(invoice);
      }
    }
    return Response.text(200, lines(found));
  }

  private static String lines(List<Invoice> invoices) {
    StringBuilder text = new StringBuilder();
    for (Invoice invoice : invoices) {
      text.append("%d %s %s %d\n".formatted(
          invoice.number(), invoice.date(), invoice.customer(), invoice.cents()));
    }
    return text.toString();
  }
}
