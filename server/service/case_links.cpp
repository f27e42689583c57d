#include "service/case_links.h"

#include <algorithm>

namespace hotline::service {
namespace {

bool has_link(const CaseFile& file, const CaseId& other, record::v1::Link link) {
  const auto& links = file.state().links;
  return std::ranges::find(links, LinkedCase{other, link}) != links.end();
}

}  // namespace

Result<> link_cases(Writing& writing, CaseFile& file, const CaseId& other_id, record::v1::Link link) {
  if (other_id == file.id()) return file.act(writing, LinkCases{other_id, link});  // refused, with its field
  if (auto seen = CaseFile::open_to_read(writing, other_id); !seen) return fail(seen.error());
  auto other = CaseFile::open(writing, other_id);
  if (!other && other.error().code == Code::not_found)
    return fail(Code::permission_denied, "link_needs_both",
                {"Bạn chỉ được xem ca kia, không được ghi vào đó. Hãy nhờ tổng đài liên kết hai ca.",
                 "You may only read the other case, not write to it. Ask the helpline to link the two."});
  if (!other) return fail(other.error());
  const bool here = has_link(file, other_id, link), there = has_link(*other, file.id(), link);
  if (!here || there)  // in both: the refusal says so
    if (auto acted = file.act(writing, LinkCases{other_id, link}); !acted) return acted;
  return there ? Result<>{} : other->act(writing, LinkCases{file.id(), link});
}

}  // namespace hotline::service
