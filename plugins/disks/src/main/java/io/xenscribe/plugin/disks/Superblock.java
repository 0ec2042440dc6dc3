package io.xenscribe.plugin.disks;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Recognises by its first bytes what a block device holds, for guests without udev. Members of something above come
 * first, as a mirror's half looks like the file system that the mirror holds.
 *
 * <p>Offsets are those of the on-disk formats: fs/ext4/ext4.h, fs/xfs/libxfs/xfs_format.h,
 * include/uapi/linux/btrfs_tree.h, include/linux/swap.h, include/uapi/linux/raid/md_p.h, include/linux/f2fs_fs.h and
 * fs/erofs/erofs_fs.h of Linux, LVM2's lib/format_text/layout.h, the LUKS on-disk format specifications, and the boot
 * sectors of FAT, exFAT and NTFS.
 */
final class Superblock {

    /** As far as the farthest of them, that of btrfs, reaches. */
    static final int REACH = (64 << 10) + 4096;

    private static final int SECTOR = 512;

    private final byte[] start;

    private Superblock(byte[] start) {
        this.start = start;
    }

    /** @param start as many bytes as there are, up to {@link #REACH} */
    static Content read(byte[] start) {
        Superblock superblock = new Superblock(start);
        Content content = superblock.member();
        if (!content.isKnown()) {
            content = superblock.swap();
        }
        if (!content.isKnown()) {
            content = superblock.unixFileSystem();
        }
        return content.isKnown() ? content : superblock.foreignFileSystem();
    }

    private Content member() {
        if (is(0, "LUKS") && u8(4) == 0xba && u8(5) == 0xbe) {
            boolean hasLabel = u8(6) == 0 && u8(7) == 2;
            return Content.of("crypto_LUKS", text(168, 40), hasLabel ? text(24, 48) : "");
        }
        for (int sector = 0; sector < 4; sector++) {
            int label = sector * SECTOR;
            if (is(label, "LABELONE") && le32(label + 8) == sector && is(label + 24, "LVM2 001")) {
                return Content.of("LVM2_member", lvmUuid(label + (int) le32(label + 20)), "");
            }
        }
        Content raid = raid(0);
        return raid.isKnown() ? raid : raid(4096);
    }

    /** The formats 1.1 and 1.2; those at the device's end are known by the array that holds the device. */
    private Content raid(int at) {
        if (le32(at) != 0xa92b4efcL || le32(at + 4) != 1) {
            return Content.UNKNOWN;
        }
        return Content.of("linux_raid_member", uuid(at + 16), text(at + 32, 32));
    }

    /** The mark is at the end of the first page, whatever a page is on the machine that made it. */
    private Content swap() {
        for (int page = 4096; page <= 64 << 10; page <<= 1) {
            if (is(page - 10, "SWAPSPACE2")) {
                return le32(1024) == 1 ? Content.of("swap", uuid(1036), text(1052, 16)) : Content.of("swap", "", "");
            }
            if (is(page - 10, "S1SUSPEND")) {
                return Content.of("swsuspend", uuid(1036), text(1052, 16));
            }
        }
        return Content.UNKNOWN;
    }

    private Content unixFileSystem() {
        if (is(0, "XFSB")) {
            return Content.of("xfs", uuid(32), text(108, 12));
        }
        if (is(0x10040, "_BHRfS_M")) {
            return Content.of("btrfs", uuid(0x10020), text(0x1012b, 256));
        }
        if (le16(1024 + 56) == 0xef53) {
            return Content.of(extended(), uuid(1024 + 104), text(1024 + 120, 16));
        }
        if (le32(1024) == 0xf2f52010L) {
            return Content.of("f2fs", uuid(1024 + 108), wideText(1024 + 124, 512));
        }
        if (le32(1024) == 0xe0f5e1e2L) {
            return Content.of("erofs", uuid(1024 + 48), text(1024 + 64, 16));
        }
        return is(0, "hsqs") ? Content.of("squashfs", "", "") : Content.UNKNOWN;
    }

    /** ext2 with a journal is ext3, and with anything that ext3 cannot read it is ext4. */
    private String extended() {
        long compatible = le32(1024 + 92);
        long incompatible = le32(1024 + 96);
        long readOnlyCompatible = le32(1024 + 100);
        if ((incompatible & 0x8) != 0) {
            return "jbd";
        }
        if ((incompatible & ~0x16L) != 0 || (readOnlyCompatible & ~0x7L) != 0) {
            return "ext4";
        }
        return (compatible & 0x4) != 0 ? "ext3" : "ext2";
    }

    private Content foreignFileSystem() {
        if (is(0x8001, "CD001")) {
            return Content.of("iso9660", "", text(0x8028, 32));
        }
        if (u8(510) != 0x55 || u8(511) != 0xaa) {
            return Content.UNKNOWN;
        }
        if (is(3, "NTFS    ")) {
            return Content.of("ntfs", hex(72, 8), "");
        }
        if (is(3, "EXFAT   ")) {
            return Content.of("exfat", serial(100), "");
        }
        if (is(82, "FAT32   ")) {
            return Content.of("vfat", serial(67), fatLabel(71));
        }
        boolean small = is(54, "FAT12   ") || is(54, "FAT16   ") || is(54, "FAT     ");
        return small ? Content.of("vfat", serial(39), fatLabel(43)) : Content.UNKNOWN;
    }

    private String fatLabel(int at) {
        String label = text(at, 11);
        return label.startsWith("NO NAME") ? "" : label;
    }

    /** Of FAT and exFAT: four bytes from the last to the first, as {@code 1A2B-3C4D}. */
    private String serial(int at) {
        String digits = hex(at, 4);
        return digits.isEmpty() ? "" : digits.substring(0, 4) + "-" + digits.substring(4);
    }

    /** From the last byte to the first, in capitals. */
    private String hex(int at, int length) {
        StringBuilder digits = new StringBuilder();
        boolean any = false;
        for (int i = at + length - 1; i >= at; i--) {
            any |= u8(i) != 0;
            digits.append(digit(u8(i) >> 4)).append(digit(u8(i)));
        }
        return any ? digits.toString() : "";
    }

    private static char digit(int value) {
        return "0123456789ABCDEF".charAt(value & 15);
    }

    /** Nothing when all bytes are zero, as where none was given. */
    private String uuid(int at) {
        StringBuilder uuid = new StringBuilder(36);
        boolean any = false;
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                uuid.append('-');
            }
            int value = u8(at + i);
            any |= value != 0;
            uuid.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
        }
        return any ? uuid.toString() : "";
    }

    /** 32 letters and digits, which LVM shows in groups. */
    private String lvmUuid(int at) {
        String letters = text(at, 32);
        if (letters.length() != 32) {
            return "";
        }
        StringBuilder uuid = new StringBuilder(38);
        for (int i = 0; i < 32; i++) {
            if (i == 6 || (i > 6 && i < 30 && (i - 6) % 4 == 0)) {
                uuid.append('-');
            }
            uuid.append(letters.charAt(i));
        }
        return uuid.toString();
    }

    /** Up to the first zero byte. */
    private String text(int at, int most) {
        if (at < 0 || at >= start.length) {
            return "";
        }
        int end = at;
        while (end < start.length && end < at + most && start[end] != 0) {
            end++;
        }
        return new String(start, at, end - at, StandardCharsets.UTF_8);
    }

    /** UTF-16, the lower byte first, up to the first zero. */
    private String wideText(int at, int most) {
        int end = at;
        while (end + 1 < start.length && end < at + 2 * most && le16(end) != 0) {
            end += 2;
        }
        Charset utf16 = StandardCharsets.UTF_16LE;
        return end > start.length || at >= end ? "" : new String(start, at, end - at, utf16);
    }

    private boolean is(int at, String mark) {
        if (at < 0 || at + mark.length() > start.length) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (start[at + i] != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private long le32(int at) {
        return le16(at) | (long) le16(at + 2) << 16;
    }

    private int le16(int at) {
        return u8(at) | u8(at + 1) << 8;
    }

    /** 0 beyond the end, where no mark is found. */
    private int u8(int at) {
        return at >= 0 && at < start.length ? start[at] & 0xff : 0;
    }
}
