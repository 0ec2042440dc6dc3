package io.xenscribe;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may know which, and how types are not called. */
class PackageRulesTest {

    private static final JavaClasses core = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.xenscribe")
            .that(resideOutsideOfPackage("io.xenscribe.api.."));

    private static String path(String name) {
        return "io.xenscribe." + name + "..";
    }

    @Test
    void allOfCoreIsLookedAt() {
        Set<String> packages = new TreeSet<>();
        core.forEach(type -> packages.add(type.getPackageName()));
        assertThat(packages)
                .containsExactly(
                        "io.xenscribe",
                        "io.xenscribe.cli",
                        "io.xenscribe.config",
                        "io.xenscribe.explain",
                        "io.xenscribe.facts",
                        "io.xenscribe.host",
                        "io.xenscribe.json",
                        "io.xenscribe.linux",
                        "io.xenscribe.mapping",
                        "io.xenscribe.mappingtest",
                        "io.xenscribe.publish",
                        "io.xenscribe.schema",
                        "io.xenscribe.xenstore");
    }

    @Test
    void packagesMakeNoCycles() {
        slices().matching("io.xenscribe.(*)..").should().beFreeOfCycles().check(core);
    }

    /** Of our own packages; libraries are another matter. */
    @ParameterizedTest
    @CsvSource({
        "json,     ''",
        "config,   ''",
        "xenstore, ''",
        "facts,    'api config json'",
        "linux,    'api xenstore'",
        "mapping,  'api config facts json'",
        "mappingtest, 'config facts mapping'",
        "schema,   'config facts json mapping'",
        "explain,  'config mapping publish xenstore'",
        "publish,  'config json mapping xenstore'",
        "host,     'api config facts json linux mapping publish xenstore'",
        "cli,      'api config explain facts host json mapping mappingtest publish schema xenstore'",
    })
    void aPackageKnowsOnly(String name, String others) {
        List<String> allowed = new ArrayList<>(List.of(path(name)));
        for (String other : others.split(" ", -1)) {
            if (!other.isEmpty()) {
                allowed.add(path(other));
            }
        }
        classes()
                .that()
                .resideInAPackage(path(name))
                .should()
                .onlyDependOnClassesThat(resideInAPackage("io.xenscribe..")
                        .negate()
                        .or(resideInAnyPackage(allowed.toArray(new String[0]))))
                .check(core);
    }

    @ParameterizedTest
    @CsvSource({
        "linux,  com.kenai.jffi..",
        "linux,  jnr..",
        "host,   org.pf4j..",
        "cli,    picocli..",
        "config, org.yaml..",
    })
    void oneLibraryIsKnownToOnePackage(String name, String library) {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage(path(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
        rule.check(core);
    }

    @ParameterizedTest
    @ValueSource(strings = {".*Impl", ".*Utils?", ".*Helper", ".*Manager", "Abstract.*"})
    void typesSayWhatTheyAre(String name) {
        noClasses().should().haveNameMatching("(.*[.$])?" + name).check(core);
    }

    @Test
    void noPackageIsForOddsAndEnds() {
        noClasses().should().resideInAPackage("..util..").check(core);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        for (JavaClass type : core) {
            packages.add(type.getPackageName());
            if (type.getPackage().isAnnotatedWith(NullMarked.class)) {
                marked.add(type.getPackageName());
            }
        }
        assertThat(marked).isEqualTo(packages);
    }
}
