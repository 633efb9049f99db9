package dev.tercet.server.app;

import dev.tercet.server.limit.Budget;
import dev.tercet.server.limit.PriceTable;
import dev.tercet.server.perform.Purse;
import dev.tercet.server.settings.Key;
import dev.tercet.server.settings.Settings;
import dev.tercet.server.settings.SettingsFile;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tasks may spend: of a run, of a task, of a repository in a day, of all in a day. A
 * repository's settings may lower the user's budgets, never raise them.
 *
 * <p>What runs have used is taken from the read model, and for those under way from what they
 * reported last. A cost that is not known counts as nothing, and is shown as not known.
 */
public final class Budgets implements Purse {

  private static final String RESOURCE = "prices.json";
  private static final Pattern AS_OF = Pattern.compile("\"asOf\": \"([0-9-]+)\"");

  private final ReadModel model;
  private final Repositories repositories;
  private final SettingsReader settings;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Prices bundled;
  private final Map<RunId, Usage> underWay = new ConcurrentHashMap<>();

  /**
   * @param zone whose midnight begins a day
   */
  public Budgets(
      ReadModel model,
      Repositories repositories,
      SettingsReader settings,
      InstantSource clock,
      ZoneId zone) {
    this.model = model;
    this.repositories = repositories;
    this.settings = settings;
    this.clock = clock;
    this.zone = zone;
    this.bundled = bundled();
  }

  /** The table that comes with the program, and the month of which it is. */
  private record Prices(PriceTable table, String asOf) {}

  private static Prices bundled() {
    try (InputStream in = Objects.requireNonNull(Budgets.class.getResourceAsStream(RESOURCE))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Settings read = Settings.read(List.of(SettingsFile.user(RESOURCE, text))).settings();
      Matcher asOf = AS_OF.matcher(text);
      return new Prices(
          new PriceTable(read.get(Key.PRICES).value()), asOf.find() ? asOf.group(1) : "unknown");
    } catch (IOException broken) {
      throw new UncheckedIOException("the price table cannot be read from the jar", broken);
    }
  }

  /** Where prices come from, in words. */
  String sources() {
    return "list prices as of %s for %d models, yours for %d (prices); what has no known price is shown as unknown"
        .formatted(
            bundled.asOf(),
            bundled.table().prices().size(),
            settings.readUser().settings().get(Key.PRICES).value().size());
  }

  @Override
  public Usage priced(@Nullable String modelName, Usage usage) {
    if (usage.cost() != null || modelName == null) {
      return usage;
    }
    return bundled
        .table()
        .with(settings.readUser().settings().get(Key.PRICES).value())
        .priced(modelName, usage);
  }

  @Override
  public Allowance allowance(Task task, RunRecord run) {
    Settings user = settings.readUser().settings();
    Settings all = settings.read(repositories.of(task), task.charter().base()).settings();
    BigDecimal ofWorkflow = task.workflow().config().budget();
    Budget ofRun =
        new Budget("this run", "budget of the step", task.step(run.step()).limits().budget(), null);
    Budget ofTask =
        new Budget(
            "this task",
            "limits.budget",
            least(ofWorkflow, least(money(user, Key.BUDGET), money(all, Key.BUDGET))),
            least(tokens(user, Key.BUDGET_TOKENS), tokens(all, Key.BUDGET_TOKENS)));
    Budget ofRepository =
        new Budget(
            "this repository for today",
            "limits.repositoryBudget",
            money(user, Key.REPOSITORY_BUDGET),
            tokens(user, Key.REPOSITORY_TOKENS));
    Budget ofDay =
        new Budget(
            "today", "limits.dayBudget", money(user, Key.DAY_BUDGET), tokens(user, Key.DAY_TOKENS));
    return soFar -> {
      underWay.put(run.id(), soFar);
      Task now = model.find(task.id()).orElse(task);
      return ofRun
          .usedUp(soFar, now.raises().size())
          .or(() -> ofTask.usedUp(usage(now), now.raises().size()))
          .or(() -> today(ofRepository, other -> isBeside(other, task)))
          .or(() -> today(ofDay, _ -> true));
    };
  }

  private static boolean isBeside(Task other, Task task) {
    return other.charter().repository().equals(task.charter().repository());
  }

  private static @Nullable BigDecimal money(Settings from, Key<Optional<BigDecimal>> key) {
    return from.get(key).value().orElse(null);
  }

  private static @Nullable Long tokens(Settings from, Key<Optional<Long>> key) {
    return from.get(key).value().orElse(null);
  }

  private static <N extends Comparable<N>> @Nullable N least(@Nullable N one, @Nullable N other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  private Usage usage(Task task) {
    return sum(task.runs().values().stream());
  }

  private Optional<String> today(Budget budget, Predicate<Task> which) {
    if (budget.money() == null && budget.tokens() == null) {
      return Optional.empty();
    }
    Instant midnight = clock.instant().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    Usage used =
        sum(
            model.all().stream()
                .filter(which)
                .flatMap(task -> task.runs().values().stream())
                .filter(run -> run.startedAt() != null && !run.startedAt().isBefore(midnight)));
    long raises =
        model.all().stream()
            .filter(which)
            .flatMap(task -> task.raises().stream())
            .filter(at -> !at.isBefore(midnight))
            .count();
    return budget.usedUp(used, Math.toIntExact(raises));
  }

  private Usage sum(Stream<RunRecord> runs) {
    return runs.map(this::latest).reduce(Usage.UNKNOWN, Usage::plus);
  }

  private Usage latest(RunRecord run) {
    if (run.isOpen()) {
      return underWay.getOrDefault(run.id(), Usage.UNKNOWN);
    }
    underWay.remove(run.id());
    return run.usage();
  }
}
