package dev.tercet.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;

/** The invariants of the house style's section on layout, a rule for each. */
@AnalyzeClasses(packages = "dev.tercet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.tercet.server.";
  private static final String[] CORE = {
    ROOT + "workflow..", ROOT + "review..", ROOT + "merge..", ROOT + "limit.."
  };
  private static final String[] PURE = {
    ROOT + "workflow..", ROOT + "review..", ROOT + "merge..", ROOT + "limit..", ROOT + "template.."
  };

  @ArchTest
  static final ArchRule the_core_depends_on_no_other_package_of_ours =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat(resideInAPackage("dev.tercet..").and(not(resideInAnyPackage(CORE))))
          .allowEmptyShould(true);

  /** A resource of the jar is no file: the built-in workflows are read from there. */
  @ArchTest
  static final ArchRule the_core_and_templates_do_nothing_in_the_world =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..",
                      "java.nio.file..",
                      "java.nio.channels..",
                      "java.net..",
                      "java.util.concurrent..",
                      "java.util.logging..",
                      "java.sql..",
                      "org.slf4j..")
                  .and(
                      not(
                          named(
                              "java.io.InputStream",
                              "java.io.IOException",
                              "java.io.UncheckedIOException"))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_core_and_templates_read_no_clock_and_throw_no_dice =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.time..")
                  .and(not(named("java.time.Duration", "java.time.Instant")))
                  .and(not(named("java.time.DateTimeException")))
                  .and(not(named("java.time.format.DateTimeParseException"))))
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat(
              named("java.util.Random", "java.util.UUID", "java.security.SecureRandom"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule the_rules_never_see_markdown =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "template..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.commonmark..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule templates_know_the_core_and_nothing_else_of_ours =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "template..")
          .should()
          .dependOnClassesThat(resideInAPackage("dev.tercet..").and(not(resideInAnyPackage(PURE))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule adapters_do_not_know_each_other =
      slices()
          .matching("dev.tercet.server.(git|agent|store)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule kinds_of_agents_do_not_know_each_other =
      slices()
          .matching("dev.tercet.server.agent.(acp|builtin|command|headless|scripted|tools)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule adapters_know_nothing_above_them =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "git..", ROOT + "agent..", ROOT + "model..", ROOT + "store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "runtime..", ROOT + "perform..", ROOT + "app..", ROOT + "door..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule process_and_sandbox_lie_under_the_adapters =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "process..", ROOT + "sandbox..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.tercet..")
                  .and(not(resideInAnyPackage(ROOT + "process..", ROOT + "sandbox.."))))
          .allowEmptyShould(true);

  /** Providers lie under the built-in agent, as processes lie under all agents. */
  @ArchTest
  static final ArchRule providers_know_the_core_and_nothing_else_of_ours =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "model..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.tercet..")
                  .and(not(resideInAnyPackage(CORE)))
                  .and(not(resideInAPackage(ROOT + "model.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule only_the_built_in_agent_talks_to_providers =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "model..", ROOT + "agent.builtin..", ROOT + "agent.catalogue..")
          .and()
          .haveSimpleNameNotStartingWith("Wiring")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "model..")
                  .and(not(named(ROOT + "model.Api", ROOT + "model.Endpoint"))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule rpc_knows_nothing_of_ours =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "rpc..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.tercet..").and(not(resideInAPackage(ROOT + "rpc.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule mcp_knows_rpc_and_nothing_else_of_ours =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "mcp..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.tercet..")
                  .and(not(resideInAnyPackage(ROOT + "rpc..", ROOT + "mcp.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule doors_never_see_an_adapter =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "door..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "git..",
              ROOT + "agent..",
              ROOT + "model..",
              ROOT + "store..",
              ROOT + "process..",
              ROOT + "sandbox..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule doors_never_see_each_other =
      slices()
          .matching("dev.tercet.server.door.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule gson_and_lsp4j_stay_in_protocol_and_its_door =
      onlyIn(
          new String[] {"com.google.gson..", "org.eclipse.lsp4j.."},
          "dev.tercet.protocol..",
          "dev.tercet.client..",
          "dev.tercet.cli..",
          ROOT + "door.lsp..");

  /** It gives every command by the protocol's interface, so there is one way to do a thing. */
  @ArchTest
  static final ArchRule the_language_server_knows_the_task_protocol_by_its_interface_alone =
      slices()
          .matching("dev.tercet.server.door.lsp.(language|task)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule what_connections_share_knows_nothing_of_what_they_speak =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "door.lsp.link..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "door.lsp.language..", ROOT + "door.lsp.task..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule jackson_stays_where_json_is_read_and_written =
      onlyIn(
          new String[] {"com.fasterxml.jackson.."},
          ROOT + "rpc..",
          ROOT + "mcp..",
          ROOT + "door.mcp..",
          ROOT + "agent..",
          ROOT + "model..",
          ROOT + "store..",
          ROOT + "settings..");

  @ArchTest
  static final ArchRule netty_stays_in_the_http_door =
      onlyIn(new String[] {"io.netty.."}, ROOT + "door.http..");

  @ArchTest
  static final ArchRule okhttp_stays_in_model =
      onlyIn(new String[] {"okhttp3.."}, ROOT + "model..");

  @ArchTest
  static final ArchRule jdbc_stays_in_the_store =
      onlyIn(new String[] {"java.sql..", "javax.sql..", "org.sqlite.."}, ROOT + "store..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("dev.tercet.server.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobody_outside_process_starts_a_process =
      noClasses()
          .that()
          .resideInAPackage("dev.tercet.server..")
          .and()
          .resideOutsideOfPackage(ROOT + "process..")
          .should()
          .dependOnClassesThat(named("java.lang.ProcessBuilder"))
          .orShould()
          .callMethod(Runtime.class, "exec", String.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule a_package_is_a_feature_and_not_a_kind =
      noClasses()
          .should()
          .resideInAnyPackage(
              "dev.tercet..dto..",
              "dev.tercet..impl..",
              "dev.tercet..util..",
              "dev.tercet..utils..",
              "dev.tercet..exceptions..",
              "dev.tercet..interfaces..",
              "dev.tercet..constants..")
          .allowEmptyShould(true);

  private static ArchRule onlyIn(String[] libraries, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    return DescribedPredicate.describe(
        "named " + String.join(", ", names), type -> List.of(names).contains(type.getName()));
  }
}
