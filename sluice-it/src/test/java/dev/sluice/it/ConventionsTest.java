package dev.sluice.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What library code never does.
class ConventionsTest {
  private static final String CLI = "dev.sluice.cli..";

  @Test
  void standardStreamsBelongToTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should(ACCESS_STANDARD_STREAMS)
        .check(Sluice.CLASSES);
  }

  @Test
  void nothingIsReadByJavaSerialisation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
        .check(Sluice.CLASSES);
  }

  @Test
  void classesAreNotLookedUpByName() {
    noClasses()
        .should()
        .callMethodWhere(named(Class.class, Set.of("forName")))
        .check(Sluice.CLASSES);
  }

  @Test
  void theStateOfTheVirtualMachineIsLeftAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .callMethodWhere(
            named(System.class, Set.of("exit", "setProperty", "clearProperty", "setOut", "setErr")))
        .check(Sluice.CLASSES);
  }

  /// An enum says at the call what `true` would not.
  @Test
  void thePublicApiTakesNoBooleans() {
    codeUnits()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat(Sluice.API)
        .should(TAKE_NO_BOOLEAN)
        .allowEmptyShould(true)
        .check(Sluice.CLASSES);
    fields()
        .that()
        .areNotStatic()
        .and()
        .areDeclaredInClassesThat(
            Sluice.API.and(DescribedPredicate.describe("are records", JavaClass::isRecord)))
        .should()
        .notHaveRawType(boolean.class)
        .allowEmptyShould(true)
        .check(Sluice.CLASSES);
  }

  private static final ArchCondition<JavaCodeUnit> TAKE_NO_BOOLEAN =
      new ArchCondition<>("take no boolean") {
        @Override
        public void check(JavaCodeUnit unit, ConditionEvents events) {
          if (unit.getRawParameterTypes().stream()
              .anyMatch(type -> type.isEquivalentTo(boolean.class))) {
            events.add(
                SimpleConditionEvent.violated(unit, unit.getDescription() + " takes a boolean"));
          }
        }
      };

  private static DescribedPredicate<JavaCall<?>> named(Class<?> owner, Set<String> methods) {
    return DescribedPredicate.describe(
        "of " + owner.getName() + " named " + methods,
        call -> {
          AccessTarget target = call.getTarget();
          return target.getOwner().isEquivalentTo(owner) && methods.contains(target.getName());
        });
  }
}
