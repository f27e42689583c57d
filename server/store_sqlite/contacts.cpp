// Contacts: one by its id, lists newest first, those of one telephone number.
#include "store_sqlite/case_rows.h"
#include "store_sqlite/sorted_merge.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::ContactFilter;
using store::ContactRow;

constexpr Query insert_contact = {
    "insert_contact",
    "INSERT INTO contact_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    "case_id = excluded.case_id, stream_kind = excluded.stream_kind, stream_id = excluded.stream_id, "
    "received_at = excluded.received_at, recorded_by = excluded.recorded_by, unit = excluded.unit, "
    "channel = excluded.channel, call_type = excluded.call_type, contact_class = excluded.contact_class, "
    "number = excluded.number"};
constexpr Query select_contact = {
    "select_contact",
    "SELECT contact_id, case_id, stream_kind, stream_id, received_at, recorded_by, unit, channel, call_type, "
    "contact_class, number FROM contact_row WHERE contact_id = ?"};
constexpr Query select_number_contacts = {
    "select_number_contacts",
    "SELECT contact_id, case_id, stream_kind, stream_id, received_at, recorded_by, unit, channel, call_type, "
    "contact_class, number FROM contact_row WHERE number = ? AND contact_id < ? "
    "ORDER BY contact_id DESC LIMIT ?"};

// The last row of the last class before another one: which class it is, and its newest key, in one step.
constexpr Query last_class = {
    "last_class",
    "SELECT contact_class, received_at, contact_id FROM contact_row WHERE contact_class < ? "
    "ORDER BY contact_class DESC, received_at DESC, contact_id DESC LIMIT 1"};
constexpr Query last_class_of_unit = {
    "last_class_of_unit",
    "SELECT contact_class, received_at, contact_id FROM contact_row WHERE unit = ? AND contact_class < ? "
    "ORDER BY contact_class DESC, received_at DESC, contact_id DESC LIMIT 1"};
constexpr Query last_class_of_person = {
    "last_class_of_person",
    "SELECT contact_class, received_at, contact_id FROM contact_row WHERE recorded_by = ? AND contact_class "
    "< ? "
    "ORDER BY contact_class DESC, received_at DESC, contact_id DESC LIMIT 1"};
constexpr Query select_class_keys = {
    "select_class_keys",
    "SELECT received_at, contact_id FROM contact_row WHERE contact_class = ? AND (received_at, contact_id) < "
    "(?, ?) "
    "AND received_at >= ? ORDER BY received_at DESC, contact_id DESC LIMIT ?"};
constexpr Query select_unit_keys = {
    "select_unit_contact_keys",
    "SELECT received_at, contact_id FROM contact_row WHERE unit = ? AND contact_class = ? "
    "AND (received_at, contact_id) < (?, ?) AND received_at >= ? ORDER BY received_at DESC, contact_id DESC "
    "LIMIT ?"};
constexpr Query select_person_keys = {
    "select_person_contact_keys",
    "SELECT received_at, contact_id, unit FROM contact_row WHERE recorded_by = ? AND contact_class = ? "
    "AND (received_at, contact_id) < (?, ?) AND received_at >= ? ORDER BY received_at DESC, contact_id DESC"};

constexpr Query select_class_times = {"select_class_times",
                                      "SELECT received_at FROM contact_row WHERE contact_class = ? "
                                      "AND received_at >= ? AND received_at < ? ORDER BY received_at"};

ContactRow read_contact(const Columns& row) {
  ContactRow out;
  out.contact_id = row.id<ContactId>(0);
  out.case_id = row.id<CaseId>(1);
  out.stream = {static_cast<evidence::StreamKind>(row.integer(2)), row.bytes<16>(3)};
  out.received_at = row.time(4);
  out.recorded_by = row.id<PersonId>(5);
  out.unit = row.text(6);
  out.channel = row.number(7);
  out.call_type = row.number(8);
  out.contact_class = row.number(9);
  if (!row.null(10)) out.number = row.bytes<16>(10);
  return out;
}

NewestKey read_key(const Columns& row) { return {row.integer(0), row.bytes<16>(1)}; }

/// Sorted runs of contacts: those of one class, in all units, in one, or of one person.
class Streams {
 public:
  Streams(Connection& connection, const ContactFilter& filter) : connection_(connection), filter_(filter) {}

  Result<> find() {
    if (filter_.recorded_by || filter_.scope.all) return find_classes(nullptr);
    for (const auto& unit : filter_.scope.units)
      if (auto found = find_classes(&unit); !found) return found;
    return {};
  }
  std::size_t size() const { return streams_.size(); }
  std::uint32_t class_of(std::size_t i) const { return streams_[i].contact_class; }

  /// The times of a stream of all units in [from, to), rising.
  template <class Each>
  Result<> times(std::size_t i, Time from, Time to, Each&& each) {
    const auto& [contact_class, newest, unit] = streams_[i];
    HOTLINE_CHECK(!unit && !filter_.recorded_by);
    if (newest.at < to_unix_ms(from)) return {};
    return connection_.each(select_class_times, each, contact_class, from, to);
  }

  Result<std::vector<NewestKey>> keys(std::size_t i, const NewestKey& after, std::uint32_t count) {
    const auto& [contact_class, newest, unit] = streams_[i];
    if (count == 1 && after < newest && !filter_.recorded_by && newest.at >= from())
      return std::vector{newest};
    if (filter_.recorded_by) return keys_of_person(contact_class, after, count);
    return unit ? connection_.many(select_unit_keys, read_key, std::string_view(*unit), contact_class,
                                   after.at, after.id, from(), count)
                : connection_.many(select_class_keys, read_key, contact_class, after.at, after.id, from(),
                                   count);
  }

 private:
  struct Stream {
    std::uint32_t contact_class;
    NewestKey newest;
    const std::string* unit;
  };

  std::int64_t from() const { return filter_.from ? to_unix_ms(*filter_.from) : -never; }

  Result<> find_classes(const std::string* unit) {
    std::int64_t last = never;
    while (true) {
      const auto read = [&](const Columns& row) {
        return Stream{row.number(0), {row.integer(1), row.bytes<16>(2)}, unit};
      };
      auto stream = filter_.recorded_by
                        ? connection_.one(last_class_of_person, read, *filter_.recorded_by, last)
                    : unit ? connection_.one(last_class_of_unit, read, std::string_view(*unit), last)
                           : connection_.one(last_class, read, last);
      if (!stream) return fail(stream.error());
      if (!*stream) return {};
      last = (*stream)->contact_class;
      if (filter_.contact_class == 0 || filter_.contact_class == last) streams_.push_back(**stream);
    }
  }

  Result<std::vector<NewestKey>> keys_of_person(std::uint32_t contact_class, const NewestKey& after,
                                                std::uint32_t count) {
    std::vector<NewestKey> keys;
    const auto keep = [&](const Columns& row) {
      if (contains(filter_.scope, row.text(2))) keys.push_back(read_key(row));
      return keys.size() < count;
    };
    auto read = connection_.each(select_person_keys, keep, *filter_.recorded_by, contact_class, after.at,
                                 after.id, from());
    if (!read) return fail(read.error());
    return keys;
  }

  Connection& connection_;
  const ContactFilter& filter_;
  std::vector<Stream> streams_;
};

}  // namespace

Result<std::optional<ContactRow>> Transaction::contact(const ContactId& id) {
  return connection_.one(select_contact, read_contact, id);
}

Result<store::Rows<ContactRow>> Transaction::contacts(const ContactFilter& filter, const store::Page& page) {
  auto after = NewestKey::parse(page.after);
  if (!after) return fail(after.error());
  if (filter.to) after = std::max(*after, NewestKey{to_unix_ms(*filter.to), {}});  // received_at < to
  Streams streams(connection_, filter);
  if (auto found = streams.find(); !found) return fail(found.error());
  auto keys = merge_first(
      streams.size(), *after, wanted(page),
      [&](std::size_t i, const NewestKey& from, std::uint32_t n) { return streams.keys(i, from, n); });
  if (!keys) return fail(keys.error());
  return page_of<ContactRow>(std::move(*keys), page,
                             [this](const NewestKey& key) { return contact(ContactId{key.id}); });
}

Result<std::vector<store::ContactCounts>> Transaction::contact_counts(std::span<const Time> bounds) {
  HOTLINE_CHECK(bounds.size() >= 2 && std::ranges::is_sorted(bounds));
  const ContactFilter everywhere{
      .scope = {.all = true, .units = {}}, .recorded_by = {}, .from = {}, .to = {}};
  Streams streams(connection_, everywhere);
  if (auto found = streams.find(); !found) return fail(found.error());
  std::vector<store::ContactCounts> out;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    auto& of_class = out.emplace_back(streams.class_of(i), std::vector<std::uint32_t>(bounds.size() - 1));
    std::size_t span = 0;
    const auto count = [&](const Columns& row) {
      while (row.time(0) >= bounds[span + 1]) ++span;  // times rise, and end before the last bound
      ++of_class.counts[span];
      return true;
    };
    if (auto read = streams.times(i, bounds.front(), bounds.back(), count); !read) return fail(read.error());
  }
  return out;
}

Result<std::vector<ContactRow>> Transaction::contacts_of_number(const store::Hash16& number,
                                                                std::uint32_t count_max,
                                                                const std::optional<ContactId>& before) {
  return connection_.many(select_number_contacts, read_contact, number,
                          before ? before->bytes : NewestKey{}.id, count_max);
}

Result<> Transaction::put(const ContactRow& row) {
  return change(insert_contact, row.contact_id, row.case_id, static_cast<std::uint32_t>(row.stream.kind),
                row.stream.id, row.received_at, row.recorded_by, std::string_view(row.unit), row.channel,
                row.call_type, row.contact_class, row.number);
}

}  // namespace hotline::store_sqlite
