-- As many invented requests as the bench wants, one every hundred seconds up to a few days ago.
INSERT INTO application BY NAME
WITH made AS (
    SELECT
        i, (hash(i) % 1000)::INTEGER AS luck, (hash(i, 1) % 1000)::INTEGER AS more,
        TIMESTAMP '{now}' - INTERVAL 6 DAY - INTERVAL 100 SECOND * ({rows} - i) AS t,
        {state} AS state
    FROM range({rows}) AS r(i)
), named AS (
    SELECT *, 1 + luck % 4 AS given, 1 + more % 3 AS family FROM made
)
SELECT
    (printf('%08x-%04x', (epoch_ms(t) >> 16)::BIGINT, (epoch_ms(t) & 65535)::BIGINT)
        || printf('-7%03x-8%03x-%012x', i % 4096, i // 4096, i))::UUID AS id,
    uuid() AS account_id,
    printf('RRA-%04X-%04X', i // 65536, i % 65536) AS reference,
    state,
    t::DATE AS opened_on, t AS opened_at, t::DATE + 30 AS last_day, t + INTERVAL 5 DAY AS submitted_at,
    4 AS events, sha256(i::VARCHAR) AS chain, 5 AS version,
    ['Zoé', 'Anh', 'Łukasz', 'Noah'][given] || ' ' || ['Tremblay', 'Nguyễn', 'Roy'][family] || i AS name,
    ['zoe', 'anh', 'lukasz', 'noah'][given] || ' ' || ['tremblay', 'nguyen', 'roy'][family] || i AS name_key,
    replace(name_key, ' ', '') || printf(' r9%06d rra%04x%04x', i, i // 65536, i % 65536) AS search_key,
    ['CICC', 'LSO', 'BQ', 'CNQ', 'LSBC', 'LSA'][1 + luck % 6] AS regulator,
    printf('R9%06d', i) AS membership_number, 'fr' AS language,
    if(more < 300, ['name_differs'], []) AS proposed,
    1 + (more < 100)::INTEGER AS round,
    if(state IN ('approved', 'enrolled', 'refused'), t + INTERVAL 15 DAY, NULL) AS decided_at,
    ['ON', 'QC', 'BC', 'AB', ''][1 + luck % 5] AS province,
    coalesce(decided_at, submitted_at) AS changed_at,
    submitted_at::DATE AS clock_since,
    if(state = 'submitted', NULL, t::DATE + 15) AS clock_stopped_on,
    if(state = 'submitted', NULL, 7) AS clock_age,
    if(state = 'submitted', submitted_at::DATE - DATE '0001-01-01' + 1, 9999993) AS clock_rank
FROM named
ORDER BY i
