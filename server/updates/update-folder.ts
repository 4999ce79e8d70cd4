/** What `nocturne update` keeps on Linux: root's own, and readable by the wall. See build/linux/nocturne-update.service. */
export const updateFolder = "/var/lib/nocturne-update";
