package io.xenscribe.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The temporary folder lies below /tmp, which everybody may write and which is sticky. */
class TrustedFileTest {

    private static final int STRANGER = 12345;

    @TempDir
    Path temporary;

    private Path folder = Path.of("/");
    private Path file = Path.of("/");

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(temporary.toRealPath().resolve("etc"));
        file = Files.writeString(folder.resolve("agent.yaml"), "log: info");
        mode(file, "rw-r--r--");
        mode(folder, "rwxr-xr-x");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static void asRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    }

    private static void give(Path path, int user) throws IOException {
        Files.setAttribute(path, "unix:uid", user, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void ourOwnFileInOurOwnFolderBelowAStickyOneIsTrusted() {
        assertThat(TrustedFile.objection(file)).isEmpty();
        assertThat(TrustedFile.objection(folder)).isEmpty();
        assertThat(TrustedFile.objection(Path.of("/tmp"))).isEmpty();
    }

    @Test
    void aFileThatOthersMayWriteIsNot() throws IOException {
        mode(file, "rw-r--rw-");

        assertThat(TrustedFile.objection(file))
                .hasValue("is not trusted: it can be written by everybody; 'chmod o-w " + file + "' helps");
    }

    @Test
    void aFolderAboveThatOthersMayWriteIsNamed() throws IOException {
        mode(folder, "rwxr-xrwx");

        assertThat(TrustedFile.objection(file))
                .hasValue("is not trusted: the folder " + folder + " can be written by everybody; 'chmod o-w " + folder
                        + "' helps");
    }

    @Test
    void theAgentsOwnGroupMayWrite() throws IOException {
        mode(file, "rw-rw-r--");

        assertThat(TrustedFile.objection(file)).isEmpty();
    }

    @Test
    void anotherGroupMayNot() throws IOException {
        asRoot();
        mode(folder, "rwxrwxr-x");
        Files.setAttribute(folder, "unix:gid", STRANGER);

        assertThat(TrustedFile.objection(file))
                .hasValue("is not trusted: the folder " + folder + " can be written by group 12345; 'chmod g-w "
                        + folder + "' helps");
    }

    @Test
    void aFileOfAnotherUserIsNotTrustedHoweverItIsProtected() throws IOException {
        asRoot();
        mode(file, "r--r--r--");
        give(file, STRANGER);

        assertThat(TrustedFile.objection(file))
                .hasValue("is not trusted: it belongs to user 12345; 'chown -h root " + file + "' helps");
    }

    @Test
    void aLinkIsJudgedByItsOwnPlaceAndByWhereItLeads() throws IOException {
        Path open = Files.createDirectory(temporary.toRealPath().resolve("open"));
        Path link = Files.createSymbolicLink(open.resolve("link.yaml"), Path.of("../etc/agent.yaml"));
        assertThat(TrustedFile.objection(link)).isEmpty();

        mode(open, "rwxrwxrwx");
        assertThat(TrustedFile.objection(link))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("the folder " + open + " can be written by everybody"));

        mode(open, "rwxr-xr-x");
        mode(folder, "rwxrwxrwx");
        assertThat(TrustedFile.objection(link))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("the folder " + folder + " can be written by everybody"));
    }

    @Test
    void aLinkOfAStrangerInAStickyFolderIsNotTrusted() throws IOException {
        asRoot();
        Path link = Files.createSymbolicLink(temporary.toRealPath().resolve("link.yaml"), file);
        give(link, STRANGER);

        assertThat(TrustedFile.objection(link))
                .hasValue("is not trusted: it belongs to user 12345; 'chown -h root " + link + "' helps");
    }

    @Test
    void whatIsNotThereOrGoesInCirclesIsLeftToWhoeverReadsIt() throws IOException {
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));

        assertThat(TrustedFile.objection(folder.resolve("absent.yaml"))).isEmpty();
        assertThat(TrustedFile.objection(circle)).isEmpty();
    }
}
